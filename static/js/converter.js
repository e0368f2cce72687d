// The converter answers while somebody types; without a script its button does.

const form = document.querySelector("[data-converter]");
const { amount, of: source, in: target } = form.elements;
const result = form.querySelector("output");
const error = form.querySelector("#converter-error");

// As widgets/rates/converter.py reads and writes amounts.
function read(typed) {
  const digits = typed.trim().replace(/[ \u00a0\u202f\u2009']/g, "").replace(/,/g, ".");
  return /^\d{1,12}(\.\d{1,6})?$/.test(digits) ? Number(digits) : null;
}

const formatted = (value, shape) => new Intl.NumberFormat("en", shape).format(value).replaceAll(",", "\u00a0");

function write(value) {
  if (value && value < 1) {
    const text = formatted(value, { maximumSignificantDigits: 4 });
    if (text.split(".")[1]?.length >= 2) return text;
  }
  return formatted(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

const rate = (select) => Number(select.selectedOptions[0].dataset.rate);

function convert() {
  const value = read(amount.value);
  error.textContent = value === null && amount.value.trim() ? result.dataset.wrong : "";
  amount.toggleAttribute("aria-invalid", Boolean(error.textContent));
  if (value === null) {
    result.textContent = "";
    return;
  }
  const answer = document.createElement("strong");
  answer.textContent = `${write((value * rate(source)) / rate(target))} ${target.value}`;
  result.replaceChildren(`${amount.value.trim()} ${source.value} = `, answer);
}

form.addEventListener("input", convert);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  convert();
});
form.querySelector("[data-submit]").hidden = true;
form.querySelector("[data-swap]").addEventListener("click", (event) => {
  event.preventDefault();
  [source.value, target.value] = [target.value, source.value];
  convert();
});
