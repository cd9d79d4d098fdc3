import { Component, type ReactNode } from "react";
import { Failure } from "./Failure";

interface Props {
  /** Where the reader is: at another place what broke before is forgotten. What is in here stays mounted. */
  place: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  place: string;
}

/** A screen that breaks is told so, in place; the frame and the other screens go on. */
export class Catching extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps({ place }: Props, state: State) {
    return place === state.place ? null : { place, error: null };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    // A part of the page that could not be loaded is asked for once only, so the whole page is loaded again.
    return <Failure error={this.state.error} retry={() => location.reload()} />;
  }
}
