// Text that could not be sent for want of a signal stays in this browser: bound to the account, a week at most, and gone with the
// log-out, with what was sent, and with somebody else's log-in. Only forms that say data-draft-here do this: office computers are shared.
const PREFIX = "zhibu:unsent:";
const LONGEST = 7 * 24 * 3600 * 1000;
const account = document.documentElement.dataset.account ?? "";

function keys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function name(form) {
  return `${PREFIX}${account}:${form.dataset.draft}`;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keepsHere(form) {
  return account !== "" && "draftHere" in form.dataset;
}

// Says whether it could be kept: a browser in private mode, or a full one, refuses.
export function keepUnsent(form, fields) {
  if (!keepsHere(form)) return false;
  try {
    localStorage.setItem(name(form), JSON.stringify({ fields, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function dropUnsent(form) {
  if (!keepsHere(form)) return;
  try {
    localStorage.removeItem(name(form));
  } catch {
    // Nothing was kept where nothing can be removed.
  }
}

export function unsent(form) {
  return keepsHere(form) ? (read(name(form))?.fields ?? null) : null;
}

function forget(condition) {
  for (const key of keys()) {
    if (condition(key, read(key))) localStorage.removeItem(key);
  }
}

export function watchUnsent() {
  if (account) forget((key, kept) => !key.startsWith(`${PREFIX}${account}:`) || !(Date.now() - kept?.at < LONGEST));
  document.addEventListener("submit", ({ submitter }) => {
    if (submitter && "forget" in submitter.dataset) forget(() => true);
  });
}
