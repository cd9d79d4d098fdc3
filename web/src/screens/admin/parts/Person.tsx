import { Anchor, Text } from "@mantine/core";
import { Link } from "wouter";

interface Props {
  id: string;
  name?: string | null;
  /** Null: a guest, or somebody who was deleted. */
  email?: string | null;
}

/** Somebody in a list, who leads to all that is known of them. */
export function Person({ id, name, email }: Props) {
  return (
    <>
      <Anchor component={Link} href={`/admin/users/${id}`} size="sm" fw={500}>
        {name || email || id}
      </Anchor>
      {name && (
        <Text size="xs" c="dimmed">
          {email ?? id}
        </Text>
      )}
    </>
  );
}

const PERSON_ID = /^usr_[0-9a-z]+$/;

/** An id of a record: a user's leads to them. */
export function Id({ id }: { id: string }) {
  if (PERSON_ID.test(id)) return <Person id={id} />;
  return (
    <Text size="xs" ff="monospace" style={{ overflowWrap: "anywhere" }}>
      {id}
    </Text>
  );
}
