// Typography of Russian and Kazakh as rules on one paragraph of text.
// A rule finds edits: { at, length, text, shown: [before, after] }; `shown` is what the person is told.

import { gettext } from "../words.js";

export const NBSP = "\u00a0";
const OPENING = /[\s\u00a0([{<«„“"—–-]/;

const PREPOSITIONS = "а|без|во?|да|для|до|за|и|из|изо|или|как|ко?|на|над|не|ни|но|обо?|от|ото|по|под|при|про|со?|у|о";
const UNITS =
  "км|м|см|мм|кг|г|мг|т|л|мл|га|ч|мин|сек|с|кВт|МВт|ГВт|Вт|МВт·ч|кВт·ч|руб|тенге|тг|долл|евро|юаней|%|‰|₸|₽|\\$|€|¥|°C|°|"
  + "тыс|млн|млрд|трлн|тысяч[аи]?|миллион(?:а|ов)?|миллиард(?:а|ов)?|процент(?:а|ов)?|чел|человека?|лет|год(?:а|у|ы|ов|ам|ах|ами|ом)?|месяц(?:а|ев)?|"
  + "дн(?:я|ей)|день|час(?:а|ов)?|минут[аы]?|градус(?:а|ов)?|метр(?:а|ов)?|километр(?:а|ов)?|тонн[аы]?|"
  + "жыл(?:ы|дан|ға)?|жылғы|адам|теңге|мың|пайыз|шақырым|градус|сағат|күн|ай|"
  + "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|"
  + "қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан";
const LETTER = "\\p{L}";

/** Every match of `pattern` as an edit of the one space or character that `place` finds in it. */
const each = (text, pattern, place) => [...text.matchAll(pattern)].map((match) => place(match)).filter(Boolean);
const spaceAfter = (before, word) => (match) => ({
  at: match.index + before(match).length,
  length: 1,
  text: NBSP,
  shown: [`${word(match)} `, `${word(match)}${NBSP}`],
});

function ellipsis(text) {
  return each(text, /(?<!\.)\.{3}(?!\.)/g, (match) => ({ at: match.index, length: 3, text: "…", shown: ["...", "…"] }));
}

// Shown as pairs: one mark without the other says nothing.
const PAIRS = [['"…"', "«…»"], ['"…"', "„…“"]];

/** « » outside, „ “ inside. A paragraph whose quotes do not pair is left as it is. */
function quotes(text) {
  const edits = [];
  const open = [];
  for (const [at, mark] of [...text].reduce(positions, [])) {
    if (!/["«»„“”]/.test(mark)) continue;
    const previous = text[at - 1] ?? " ";
    const next = text[at + 1] ?? " ";
    // Inches and seconds: 15".
    if (mark === '"' && /\d/.test(previous) && !open.length) continue;
    const opens = mark === "«" || mark === "„" || (mark !== "»" && OPENING.test(previous) && !/[\s\u00a0]/.test(next));
    if (!opens && !open.length) return [];
    const level = opens ? open.length : open.length - 1;
    const wanted = opens ? ["«", "„"][Math.min(level, 1)] : ["»", "“"][Math.min(level, 1)];
    if (opens) open.push(at);
    else open.pop();
    if (mark !== wanted) edits.push({ at, length: 1, text: wanted, shown: PAIRS[Math.min(level, 1)] });
  }
  return open.length ? [] : edits;
}

const positions = (found, letter) => {
  const last = found.at(-1);
  found.push([last ? last[0] + last[1].length : 0, letter]);
  return found;
};

/** A hyphen between spaces is a dash; years are parted by a short one. */
function dashes(text) {
  return [
    ...each(text, /(?<=[^\s\u00a0])[ \u00a0](-{1,2}|–)(?=[ \u00a0]|$)/g, (match) => ({
      at: match.index + 1, length: match[1].length, text: "—", shown: [` ${match[1]} `, " — "],
    })),
    ...each(text, /^(-{1,2}|–)(?=[ \u00a0])/g, (match) => ({
      at: match.index, length: match[1].length, text: "—", shown: [`${match[1]} `, "— "],
    })),
    ...each(text, /(?<![\d-])((?:1[5-9]|20)\d\d)-(?=(?:1[5-9]|20)\d\d(?![\d-]))/g, (match) => ({
      at: match.index + 4, length: 1, text: "–", shown: [`${match[1]}-`, `${match[1]}–`],
    })),
  ];
}

function spaceBeforeDash(text) {
  return each(text, /(?<=[^\s\u00a0]) (?=—)/g, (match) => ({ at: match.index, length: 1, text: NBSP, shown: [" —", `${NBSP}—`] }));
}

/** A short word does not stay alone at the end of a line; in Russian alone, Kazakh has no prepositions. */
function shortWords(text, language) {
  if (language !== "ru") return [];
  const pattern = new RegExp(`(?<![${LETTER}\\d-])(${PREPOSITIONS}) (?=[«„(№§${LETTER}\\d])`, "giu");
  return each(text, pattern, spaceAfter((match) => match[1], (match) => match[1]));
}

function numbersAndUnits(text) {
  const pattern = new RegExp(`(?<![${LETTER}\\d])(\\d[\\d.,]*) (${UNITS})(?![${LETTER}])`, "gu");
  const signs = /([№§]) (?=\d)/g;
  const groups = /(?<![\d.,])(\d{1,3})((?: \d{3})+)(?!\d)/g;
  return [
    ...each(text, pattern, (match) => ({
      at: match.index + match[1].length, length: 1, text: NBSP, shown: [`… ${match[2]}`, `…${NBSP}${match[2]}`],
    })),
    ...each(text, signs, spaceAfter((match) => match[1], (match) => match[1])),
    // Thousands: 1 300 000.
    ...[...text.matchAll(groups)].flatMap((match) =>
      [...match[0].matchAll(/ /g)].map((space) => ({
        at: match.index + space.index, length: 1, text: NBSP, shown: ["… 000", `…${NBSP}000`],
      }))),
  ];
}

/** А. Б. Иванов: initials stay with the name. */
function initials(text) {
  const pattern = new RegExp(`(?<![${LETTER}])(\\p{Lu}\\.) (?=\\p{Lu}(?:\\.|\\p{Ll}))`, "gu");
  return each(text, pattern, (match) => ({
    at: match.index + 2, length: 1, text: NBSP, shown: [`${match[1]} `, `${match[1]}${NBSP}`],
  }));
}

export const RULES = [
  { name: "ellipsis", label: () => gettext("Ellipsis"), find: ellipsis },
  { name: "quotes", label: () => gettext("Quotation marks"), find: quotes },
  { name: "dashes", label: () => gettext("Dashes"), find: dashes },
  { name: "dash-space", label: () => gettext("No line begins with a dash"), find: spaceBeforeDash },
  { name: "short-words", label: () => gettext("Short words stay with the next one"), find: shortWords },
  { name: "units", label: () => gettext("Numbers stay with what they count"), find: numbersAndUnits },
  { name: "initials", label: () => gettext("Initials stay with the name"), find: initials },
];

/** A text after every rule, for tests and for quotations that are only looked at: { text, edits }. */
export function typographed(text, language) {
  const edits = [];
  for (const rule of RULES) {
    const found = rule.find(text, language).sort((one, other) => other.at - one.at);
    for (const edit of found) text = text.slice(0, edit.at) + edit.text + text.slice(edit.at + edit.length);
    edits.push(...found.map((edit) => ({ ...edit, rule })));
  }
  return { text, edits };
}
