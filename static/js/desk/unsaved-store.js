// Texts that are typed and not saved, in this browser: they outlive a lost connection, a closed tab, an expired
// session and a server that is away. One entry for each open form; where storage is forbidden there is none.

const PREFIX = "unsaved:";
const KEPT_DAYS = 60;

const each = (visit) => {
  try {
    for (const key of Object.keys(window.localStorage).filter((name) => name.startsWith(PREFIX))) {
      try { visit(key, JSON.parse(window.localStorage.getItem(key))); } catch { window.localStorage.removeItem(key); }
    }
  } catch { /* A browser without storage. */ }
};

/** Returns whether the browser kept it: its room may be full. */
export function remember(entry) {
  try {
    window.localStorage.setItem(PREFIX + entry.session, JSON.stringify({ ...entry, at: Date.now() }));
    return true;
  } catch { return false; }
}

export function forget(session) {
  try { window.localStorage.removeItem(PREFIX + session); } catch { /* Nothing was kept. */ }
}

/** Entries of this person for this form, newest first; very old ones go. */
export function remembered(user, url) {
  const found = [];
  each((key, entry) => {
    if (Date.now() - entry.at > KEPT_DAYS * 86_400_000) window.localStorage.removeItem(key);
    else if (entry.user === user && entry.url === url) found.push(entry);
  });
  return found.sort((one, other) => other.at - one.at);
}
