import { Alert, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "@/app/action";
import { chooseLanguage, fromServer, languageName, LANGUAGES, serverLanguage, spokenLanguage } from "@/app/languages";
import { useAsk } from "@/app/queries";
import { useSession } from "@/app/session";
import {
  SavePreferencesDocument,
  SaveProfileDocument,
  SettingsModelsDocument,
  type SettingsProfileQuery,
  SettingsProfileDocument,
  VerifyMyEmailDocument,
} from "@/gql/settings/graphql";
import { Asked } from "@/ui/Asked";
import { CopyField } from "@/ui/CopyField";
import { Outcome } from "@/ui/Outcome";
import { Section } from "./Section";

type Me = SettingsProfileQuery["me"];

/** Name, picture, preferences, and what one recommends the shop by. */
export function ProfilePage() {
  const query = useAsk(SettingsProfileDocument, {});
  const { has } = useSession();
  return (
    <Asked query={query} lines={8}>
      {({ me }) => (
        <>
          {me.email && !me.emailVerified && <Verify email={me.email} />}
          <Profile key={me.id} me={me} />
          <Preferences me={me} />
          {has("REFERRALS") && <Referral code={me.referralCode} />}
        </>
      )}
    </Asked>
  );
}

function Verify({ email }: { email: string }) {
  const { t } = useTranslation("settings");
  const action = useAction(VerifyMyEmailDocument, (result) => result.sendVerificationEmail);
  return (
    <Alert color="yellow" variant="light" mb="lg" title={t("verify.title")}>
      <Group>
        <Text size="sm" className="long">
          {t("verify.text", { email })}
        </Text>
        <Button size="xs" variant="default" loading={action.busy} onClick={() => void action.run({ key: action.key({}) })}>
          {t("verify.action")}
        </Button>
      </Group>
      <Outcome action={action} done={t("verify.sent")} />
    </Alert>
  );
}

function Profile({ me }: { me: Me }) {
  const { t } = useTranslation(["settings", "app"]);
  const [name, setName] = useState(me.name);
  const [picture, setPicture] = useState(me.avatarUrl ?? "");
  const action = useAction(SaveProfileDocument, (result) => result.updateProfile);
  return (
    <Section title={t("profile.title")} onSubmit={() => action.run({ name, avatarUrl: picture || null })}>
      <TextInput label={t("profile.name")} required maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={t("profile.picture")}
        description={t("profile.pictureRule")}
        type="url"
        maxLength={2048}
        value={picture}
        onChange={(event) => setPicture(event.currentTarget.value)}
      />
      <Outcome action={action} />
      <Group>
        <Button type="submit" loading={action.busy}>
          {t("app:save")}
        </Button>
      </Group>
    </Section>
  );
}

function Preferences({ me }: { me: Me }) {
  const { t } = useTranslation(["settings", "app"]);
  const { data } = useAsk(SettingsModelsDocument, {});
  const action = useAction(SavePreferencesDocument, (result) => result.updatePreferences);
  const models = (data?.models.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
  const { theme, language, chatModelId } = me.preferences;
  return (
    <Section title={t("preferences.title")}>
      <Select
        label={t("preferences.theme")}
        allowDeselect={false}
        value={theme}
        onChange={(value) => void action.run({ theme: value as typeof theme })}
        data={(["SYSTEM", "LIGHT", "DARK"] as const).map((value) => ({ value, label: t(`preferences.${value}`) }))}
      />
      <Select
        label={t("app:language")}
        allowDeselect={false}
        value={language ?? spokenLanguage()}
        onChange={async (value) => {
          if (value && (await action.run({ language: value as typeof language }))) await chooseLanguage(fromServer(value));
        }}
        data={LANGUAGES.map((code) => ({ value: serverLanguage(code), label: languageName(code) }))}
      />
      <Select
        label={t("preferences.model")}
        placeholder={t("preferences.noModel")}
        searchable
        value={chatModelId}
        onChange={(value) => value && void action.run({ chatModel: value })}
        data={models}
      />
      <Outcome action={action} />
    </Section>
  );
}

function Referral({ code }: { code: string }) {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("referral.title")} text={t("referral.text")}>
      <CopyField label={t("referral.link")} value={`${location.origin}/sign-up?ref=${code}`} />
    </Section>
  );
}
