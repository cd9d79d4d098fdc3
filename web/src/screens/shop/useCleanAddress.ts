import { useEffect } from "react";
import { useLocation, useSearch } from "wouter";

/** Whoever comes back from a bank or wallet has Stripe's client secret in the address: it is not to stay there. */
export function useCleanAddress(): void {
  const search = useSearch();
  const [path, navigate] = useLocation();
  useEffect(() => {
    if (search.includes("client_secret")) navigate(path, { replace: true });
  }, [search, path, navigate]);
}
