import { useParams } from "wouter";
import { TeamPage } from "./TeamPage";
import { TeamsPage } from "./TeamsPage";

export default function TeamsScreen() {
  const id = useParams()["*"];
  return id ? <TeamPage key={id} id={id} /> : <TeamsPage />;
}
