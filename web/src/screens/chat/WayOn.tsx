import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useSession } from "@/app/session";
import type { Team } from "./payers";

interface Props {
  /** Of the refusal. */
  code: string | null | undefined;
  conversationId: string | null;
  /** The team that was to pay; null for oneself. */
  team: Team | null;
}

/**
 * To where there are more tokens, and back here afterwards: the shop, or for guests an account. Where a team pays, it is owner and admins who
 * buy for it; others are led to the team, which says what it lets them use.
 */
export function WayOn({ code, conversationId, team }: Props) {
  const { t } = useTranslation("chat");
  const { isGuest } = useSession();
  const then = encodeURIComponent(conversationId ? `/chat/${conversationId}` : "/chat");
  const [href, text] = isGuest
    ? ([`/sign-up?then=${then}`, "signUp"] as const)
    : team && (code === "TEAM_CAP_REACHED" || team.role === "MEMBER")
      ? ([`/teams/${team.id}`, "toTeam"] as const)
      : ([`/shop?${team ? `team=${team.id}&` : ""}then=${then}`, "toShop"] as const);
  return (
    <Button component={Link} href={href} size="compact-sm">
      {t(text)}
    </Button>
  );
}
