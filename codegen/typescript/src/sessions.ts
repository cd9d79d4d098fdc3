/** How a client is signed in: by cookies that no script can read, or by tokens that it keeps. */

/** Variables of the operation that refreshes. In cookies the token is not for scripts to see. */
export type RefreshVariables = { refreshToken: string | null };

/** What a client needs to know of its session. Make one with `cookieSession` or `tokenSession`. */
export interface Session {
  /** Whether browsers send cookies along. */
  readonly credentials: RequestCredentials;
  /** Names what calls are sent with now; another one after each change. */
  version(): Promise<string>;
  /** What says who is calling: headers of a request, or the payload of a WebSocket's `connection_init`. */
  headers(): Promise<Record<string, string>>;
  /** Null where there is nothing to refresh by. */
  refreshVariables(): Promise<RefreshVariables | null>;
  /** Looks at the result of an operation, and keeps the session that it opened. Returns whether it did. */
  keep(data: unknown): Promise<boolean>;
  /** The session is over. */
  forget(): Promise<void>;
}

/** What `login` and the other ways in answer. A program's API key stands as `accessToken`, alone. */
export interface Tokens {
  accessToken: string;
  refreshToken?: string | null;
}

/** Where tokens are kept. Whatever reads it can act as the user, so a web page has its session in cookies instead. */
export interface TokenStore {
  get(): Tokens | null | Promise<Tokens | null>;
  set(tokens: Tokens | null): void | Promise<void>;
}

/**
 * A session in cookies, for web pages of the API's own site.
 *
 * `credentials` is `"include"` where the API has another origin (of the same site).
 */
export function cookieSession(options: { credentials?: RequestCredentials } = {}): Session {
  let changes = 0;
  return {
    credentials: options.credentials ?? "same-origin",
    version: async () => String(changes),
    headers: async () => ({ "X-Tokentill-Session": "cookie" }),
    refreshVariables: async () => ({ refreshToken: null }),
    keep: async (data) => {
      const opened = members(data).some((each) => each.__typename === "SessionInCookies");
      if (opened) changes += 1;
      return opened;
    },
    forget: async () => { changes += 1; },
  };
}

/** A session by tokens, for programs and apps. Without a store it lives as long as this object. */
export function tokenSession(store: TokenStore = memoryStore()): Session {
  return {
    credentials: "omit",
    version: async () => (await store.get())?.accessToken ?? "",
    headers: async (): Promise<Record<string, string>> => {
      const tokens = await store.get();
      return tokens === null ? {} : { Authorization: `Bearer ${tokens.accessToken}` };
    },
    refreshVariables: async () => {
      const refreshToken = (await store.get())?.refreshToken;
      return refreshToken ? { refreshToken } : null;
    },
    keep: async (data) => {
      const opened = members(data).find(isTokens);
      if (opened === undefined) return false;
      await store.set({ accessToken: opened.accessToken, refreshToken: opened.refreshToken });
      return true;
    },
    forget: async () => { await store.set(null); },
  };
}

/** Keeps tokens in memory. */
export function memoryStore(tokens: Tokens | null = null): TokenStore {
  let kept = tokens;
  return { get: () => kept, set: (next) => { kept = next; } };
}

/** Whether the operation was a `logout` that took place. */
export function loggedOut(data: unknown): boolean {
  return members(data).some((each) => each.__typename === "LoggedOut");
}

/** What the root fields of a result hold. */
export function members(data: unknown): Record<string, unknown>[] {
  return typeof data === "object" && data !== null ? Object.values(data).filter(isObject) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isTokens(value: Record<string, unknown>): value is { accessToken: string; refreshToken: string } {
  return typeof value.accessToken === "string" && typeof value.refreshToken === "string";
}
