// The form of a story: an editor over its text, counters beside its short fields. Without scripts all of them work too.

import { countCharacters } from "./counters.js";
import { openEditor } from "./story_editor.js";

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) openEditor(textarea);
for (const input of document.querySelectorAll("[data-recommended]")) countCharacters(input);
