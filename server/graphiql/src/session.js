// Who is signed in. Tokens live in this tab's sessionStorage: closing the tab forgets them. A browser copies that storage
// into a duplicated tab; a refresh token that two tabs use ends its session, so the tab that came first keeps it by a lock.
const KEY = "tokentill.session";
const REFRESH_BEFORE_MS = 30_000;
const LOCK_WAIT_MS = 5_000; // a page that is reloaded gives its lock back a moment after the new one starts
const FIELDS = `__typename
  ... on Session { accessToken refreshToken expiresAt user { email role } }
  ... on UserError { code message retryable }`;
const LOGIN = `mutation Login($email: String!, $password: String!) {
  login(input: { email: $email, password: $password }) { ${FIELDS} }
}`;
const REFRESH = `mutation RefreshSession($refreshToken: String!) {
  refreshSession(input: { refreshToken: $refreshToken }) { ${FIELDS} }
}`;
const LOGOUT = `mutation Logout($refreshToken: String!) {
  logout(input: { refreshToken: $refreshToken }) { __typename }
}`;

const listeners = new Set();
const locks = navigator.locks; // missing where the page is served without TLS: then a reload forgets the tokens
let current = null;
let refreshing = null;
let unlock = () => {};

/** What the server answered as a refusal, and will answer again. */
class Refused extends Error {}

export const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const session = () => current;

/** Resolves when this tab alone holds the lock of the session; rejects when another tab does. */
const lockFor = ({ refreshToken }) =>
  new Promise((held, failed) => {
    const sessionId = refreshToken.split(".")[0];
    const untilReleased = () =>
      new Promise((release) => {
        unlock = release;
        held();
      });
    locks.request(`${KEY}.${sessionId}`, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, untilReleased).catch(failed);
  });

async function restore() {
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!stored) return;
  try {
    await lockFor(stored);
    keep(stored);
  } catch {
    keep(null); // it is another tab's
  }
}
const restored = restore();

function keep(next) {
  current = next;
  if (next && locks) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  for (const listener of listeners) listener();
}

async function ask(query, variables) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return Object.values(data)[0];
}

function sessionOf(result) {
  if (result.__typename !== "Session") throw new (result.retryable ? Error : Refused)(result.message);
  const { accessToken, refreshToken, expiresAt, user } = result;
  return { accessToken, refreshToken, expiresAt, email: user.email, role: user.role };
}

export async function signIn(email, password) {
  const next = sessionOf(await ask(LOGIN, { email, password }));
  if (locks) await lockFor(next); // before anything is stored that a duplicated tab could copy
  keep(next);
}

export async function signOut() {
  const { refreshToken } = current;
  keep(null);
  unlock();
  await ask(LOGOUT, { refreshToken });
}

/** One refresh at a time: a refresh token that comes twice ends its session. */
function refresh() {
  refreshing ??= ask(REFRESH, { refreshToken: current.refreshToken })
    .then((result) => keep(sessionOf(result)))
    .catch((error) => {
      if (error instanceof Refused) keep(null);
      else if (Date.parse(current.expiresAt) <= Date.now()) throw error; // the tokens stay, for the next attempt
    })
    .finally(() => (refreshing = null));
  return refreshing;
}

/** The Authorization header of the next request, from a token that is still good for a while; {} when signed out. */
export async function authorization() {
  await restored;
  if (current && Date.parse(current.expiresAt) - Date.now() < REFRESH_BEFORE_MS) await refresh();
  return current ? { Authorization: `Bearer ${current.accessToken}` } : {};
}
