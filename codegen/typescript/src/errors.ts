/** What a request can fail by. Codes are those of docs/errors.md, and never change. */

export interface Problem {
  code: string;
  /** For people, in the language that was asked for. */
  message: string;
  /** Whether the same call, with the same idempotency key, may succeed later. */
  retryable: boolean;
  /** Of a fault of the server's (`INTERNAL`): what its log has the cause under. */
  errorId?: string | undefined;
  /** Of the HTTP answer, where there was one. */
  status?: number | undefined;
  /** How long to wait before the next try (429). */
  retryAfterSeconds?: number | undefined;
}

/** A call that failed as a whole. Failures that are part of the job are members of result unions instead. */
export class RequestError extends Error implements Problem {
  override readonly name = "RequestError";
  readonly code: string;
  readonly retryable: boolean;
  readonly errorId: string | undefined;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    this.retryable = problem.retryable;
    this.errorId = problem.errorId;
    this.status = problem.status;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }
}

/** A member of a result union that is a failure: whatever selects `... on UserError { code }`. */
export type UserError<Value> = Extract<Value, { code: string }>;

/** Whether a member of a result union is a failure. No success has a `code`, as a test of the schema's makes sure. */
export function isUserError<Value>(value: Value): value is UserError<Value> {
  return typeof value === "object" && value !== null && "code" in value && typeof value.code === "string";
}

/** The server cannot be reached, or something else answered in its place. */
export function networkError(message: string, cause?: unknown, status?: number): RequestError {
  return new RequestError({ code: "NETWORK", message, retryable: true, status }, { cause });
}

/** An error of GraphQL's form, with what the HTTP answer says about it. */
export function graphQLError(error: unknown, response?: Response): RequestError {
  const { message, extensions } = error as { message: string; extensions?: Partial<Problem> };
  return problemOf({ ...extensions, message }, response);
}

/** What the server says outside GraphQL (`{"code", "message"}`), or in an error's `extensions`. */
export function problemOf(told: Partial<Problem>, response?: Response): RequestError {
  const wait = told.retryAfterSeconds ?? Number.parseInt(response?.headers.get("retry-after") ?? "", 10);
  return new RequestError({
    code: told.code ?? "INTERNAL",
    message: told.message ?? "",
    retryable: told.retryable ?? response?.status === 429,
    errorId: told.errorId,
    status: response?.status,
    retryAfterSeconds: Number.isFinite(wait) ? wait : undefined,
  });
}
