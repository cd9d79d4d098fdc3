import { useTranslation } from "react-i18next";
import { useParams } from "wouter";
import { PurchaseInFull } from "./PurchaseInFull";
import { PurchaseList } from "./PurchaseList";

/** What one has bought, and one purchase of them. */
export default function PurchasesScreen() {
  useTranslation(["purchases", "payments"]); // loads them together
  const { id } = useParams<{ id?: string }>();
  return id ? <PurchaseInFull key={id} id={id} /> : <PurchaseList />;
}
