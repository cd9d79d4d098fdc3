import { Component, type ReactNode } from "react";
import { Failure } from "./Failure";

/** A screen that breaks is told so, in place; the frame and the other screens go on. */
export class Catching extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failure error={this.state.error} retry={() => this.setState({ error: null })} />;
  }
}
