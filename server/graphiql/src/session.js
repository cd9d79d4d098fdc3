// Who is signed in. Tokens live in this tab's sessionStorage: closing the tab forgets them.
const KEY = "tokentill.session";
const REFRESH_BEFORE_MS = 30_000;
const FIELDS = `__typename
  ... on Session { accessToken refreshToken expiresAt user { email role } }
  ... on UserError { code message }`;
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
let current = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
let refreshing = null;

export const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const session = () => current;

function keep(next) {
  current = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
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

function take(result) {
  if (result.__typename !== "Session") throw new Error(result.message);
  const { accessToken, refreshToken, expiresAt, user } = result;
  keep({ accessToken, refreshToken, expiresAt, email: user.email, role: user.role });
}

export const signIn = async (email, password) => take(await ask(LOGIN, { email, password }));

export async function signOut() {
  const { refreshToken } = current;
  keep(null);
  await ask(LOGOUT, { refreshToken });
}

/** One refresh at a time: a refresh token that comes twice ends its session. */
function refresh() {
  refreshing ??= ask(REFRESH, { refreshToken: current.refreshToken })
    .then(take)
    .catch(() => keep(null))
    .finally(() => (refreshing = null));
  return refreshing;
}

/** The Authorization header of the next request, from a token that is still good for a while; {} when signed out. */
export async function authorization() {
  if (current && Date.parse(current.expiresAt) - Date.now() < REFRESH_BEFORE_MS) await refresh();
  return current ? { Authorization: `Bearer ${current.accessToken}` } : {};
}
