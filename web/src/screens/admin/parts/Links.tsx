import { Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";

interface Props {
  /** What the menu is called. */
  label: string;
  links: { href: string; text: string }[];
}

/** A menu in a row, which scrolls where it does not fit. The link whose address is the nearest one is the page's. */
export function Links({ label, links }: Props) {
  const [location] = useLocation();
  const open = links
    .filter(({ href }) => location === href || location.startsWith(`${href}/`))
    .sort((one, other) => other.href.length - one.href.length)[0];
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [location]);
  return (
    <Group ref={menu} component="nav" aria-label={label} gap={4} wrap="nowrap" pb={4} style={{ overflowX: "auto" }}>
      {links.map(({ href, text }) => (
        <Button
          key={href}
          component={Link}
          href={href}
          size="compact-sm"
          variant={href === open?.href ? "light" : "subtle"}
          color={href === open?.href ? undefined : "gray"}
          aria-current={href === open?.href ? "page" : undefined}
          style={{ flexShrink: 0 }}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}
