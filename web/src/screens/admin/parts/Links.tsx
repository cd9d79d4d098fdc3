import { Button, Group } from "@mantine/core";
import { useEffect, useRef } from "react";
import { Link, useLocation } from "wouter";

interface Props {
  /** What the menu is called. */
  label: string;
  links: { href: string; text: string; isOpen: boolean }[];
}

/** A menu in a row, which scrolls where it does not fit. */
export function Links({ label, links }: Props) {
  const [location] = useLocation();
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [location]);
  return (
    <Group ref={menu} component="nav" aria-label={label} gap={4} wrap="nowrap" pb={4} style={{ overflowX: "auto" }}>
      {links.map(({ href, text, isOpen }) => (
        <Button
          key={href}
          component={Link}
          href={href}
          size="compact-sm"
          variant={isOpen ? "light" : "subtle"}
          color={isOpen ? undefined : "gray"}
          aria-current={isOpen ? "page" : undefined}
          style={{ flexShrink: 0 }}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}
