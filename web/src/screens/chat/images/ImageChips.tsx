import { ActionIcon, Anchor, Group, Paper, Text } from "@mantine/core";
import { IconAlertCircle, IconPhoto, IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "../chat.module.css";

interface Image {
  url: string;
  name?: string | null;
}

interface Props {
  images: readonly Image[];
  /** Its place in the list. */
  refused?: number | null;
  /** Takes the image at this place away. Without it they are there to be seen only. */
  onRemove?: (index: number) => void;
}

/**
 * The images of a message, by name and host. They are not loaded: the page asks no other host for anything, and whoever named an address
 * would learn who reads it, and when. A press opens one, in a tab of its own.
 */
export function ImageChips({ images, refused, onRemove }: Props) {
  const { t } = useTranslation("chat");
  if (images.length === 0) return null;
  return (
    <Group component="ul" gap="xs" className={classes.images} aria-label={t("image.list")}>
      {images.map((image, index) => {
        const { name, host } = titleOf(image);
        return (
          <Paper component="li" key={index} withBorder className={classes.image} data-refused={index === refused || undefined}>
            {index === refused ? <IconAlertCircle size={16} role="img" aria-label={t("image.refused")} /> : <IconPhoto size={16} aria-hidden />}
            <Anchor href={image.url} target="_blank" rel="noopener noreferrer nofollow" size="sm" truncate>
              {name}
            </Anchor>
            {host !== name && (
              <Text size="xs" c="dimmed" truncate>
                {host}
              </Text>
            )}
            {onRemove && (
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t("image.remove", { name })} onClick={() => onRemove(index)}>
                <IconX size={14} />
              </ActionIcon>
            )}
          </Paper>
        );
      })}
    </Group>
  );
}

function titleOf({ url, name }: Image): { name: string; host: string } {
  const address = URL.canParse(url) ? new URL(url) : null;
  const host = address?.host ?? url;
  return { name: name || address?.pathname.split("/").findLast((part) => part !== "") || host, host };
}
