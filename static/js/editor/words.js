// Words in the language of the page, from the catalogue that the admin's form loads (locale/*/djangojs.po).

export const gettext = window.gettext ?? ((text) => text);
export const ngettext = window.ngettext ?? ((one, many, count) => (count === 1 ? one : many));

/** "%(name)s" of a sentence replaced by values. */
export const fill = (sentence, values) =>
  sentence.replace(/%\((\w+)\)[sd]/g, (whole, name) => String(values[name] ?? whole));
