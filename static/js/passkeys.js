// Forms with data-passkey: the browser asks for a passkey, and the form sends what it says.

const form = document.querySelector("form[data-passkey]");
const options = document.getElementById("passkey-options");

const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// Bytes travel as base64url. Newer browsers can do both ways by themselves, but not all that have passkeys.
function asAsked({ publicKey }) {
  const credentials = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));
  const asked = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) asked.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.allowCredentials) asked.allowCredentials = credentials(publicKey.allowCredentials);
  if (publicKey.excludeCredentials) asked.excludeCredentials = credentials(publicKey.excludeCredentials);
  return asked;
}

function asSent(credential) {
  const { response } = credential;
  const sent = { clientDataJSON: toText(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) sent[name] = toText(response[name]);
  }
  if (response.getTransports) sent.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: sent,
  });
}

async function asked() {
  if (options) return JSON.parse(options.textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()).request_options;
}

async function create(publicKey) {
  // A passkey that signs in alone must be found without a user name, and know its owner.
  if (form.elements.passwordless?.checked) {
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
  }
  return navigator.credentials.create({ publicKey });
}

function say(text) {
  const place = form.querySelector("[role=alert]");
  place.textContent = text;
  place.hidden = !text;
}

async function present(event) {
  event.preventDefault();
  say("");
  let publicKey;
  try {
    publicKey = asAsked(await asked());
  } catch {
    say(form.dataset.unreachable ?? form.dataset.refused);
    return;
  }
  try {
    const get = form.dataset.passkey === "get";
    const credential = get ? await navigator.credentials.get({ publicKey }) : await create(publicKey);
    form.elements.credential.value = asSent(credential);
  } catch {
    say(form.dataset.refused);
    return;
  }
  form.submit();
}

if (form && window.PublicKeyCredential) {
  form.hidden = false;
  form.addEventListener("submit", present);
} else {
  document.querySelector("[data-without-passkeys]")?.removeAttribute("hidden");
}
