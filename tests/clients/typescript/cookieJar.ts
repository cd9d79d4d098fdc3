// What a browser does with cookies: a `fetch` and a `WebSocket` that keep and send them.

export function cookieJar(origin: string): { fetch: typeof fetch; webSocket: typeof WebSocket; names(): string[] } {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const keep = (line: string) => {
    const [pair, ...attributes] = line.split(";") as [string, ...string[]];
    const [name, value] = pair.split("=", 2) as [string, string];
    if (attributes.some((each) => each.trim().toLowerCase() === "max-age=0")) cookies.delete(name);
    else cookies.set(name, value);
  };
  return {
    names: () => [...cookies.keys()].sort(),
    fetch: async (input, init) => {
      const response = await fetch(input, { ...init, headers: { ...init?.headers, cookie: header(), origin } });
      response.headers.getSetCookie().forEach(keep);
      return response;
    },
    webSocket: class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        // Node's own takes headers beside the protocols.
        super(url, { protocols, headers: { cookie: header(), origin } } as never);
      }
    },
  };
}
