/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** The server's origin, where it is not the page's own. */
  readonly VITE_API_URL?: string;
  readonly VITE_PERSISTED_OPERATIONS?: string;
}
