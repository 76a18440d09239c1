import type { z } from 'zod'
import type { Says } from '#kernel/locale.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import type { PropertyFilter } from '#modules/audience/model/happening.ts'
import type { Form } from './form.ts'
import type { Step } from './step.ts'

/** An event that a run was listening for, held against the node that listened. */
export interface HeardEvent {
  /** the node that was listening: where the person stood, or a goal */
  nodeId: string
  event: string
  /** when it reached us */
  at: Date
}

/** All that a node may know when it decides. Nothing else exists: no clock, no store. */
export interface Here {
  now: Date
  /** the instant the person came to this node, whenever a worker looked */
  enteredAt: Date
  /** what this node has heard since then, oldest first */
  heard: readonly HeardEvent[]
  /** the answer to what the node asked; undefined until it was asked */
  holds: boolean | undefined
  /** in [0, 1), the same for this person at this node for ever */
  bucket: number
}

/** An event a node waits for, if all filters hold. */
export interface Listening {
  event: string
  where: readonly PropertyFilter[]
}

/** Something the workspace must have for the node to work. */
export interface Ref {
  kind: 'segment' | 'content' | 'coupon'
  id: string
}

/** What is wrong with a configuration beyond its shape. */
export interface Fault {
  code: string
  says: Says
}

export type Role = 'trigger' | 'wait' | 'decide' | 'act' | 'goal' | 'end'

/** A node with its configuration read: what the runtime, the check and the rehearsal use. */
export interface BoundNode {
  kind: string
  role: Role
  exits: readonly string[]
  /** exits that may lead nowhere: leaving by them ends the run, and that is meant */
  openExits: readonly string[]
  asks: Predicate | undefined
  listens: Listening | undefined
  refs: readonly Ref[]
  faults: readonly Fault[]
  says: Says
  step(here: Here): Step<string>
}

interface NodeDef<Kind extends string, Config, Exit extends string> {
  kind: Kind
  role: Role
  label: Says
  hint: Says
  config: z.ZodType<Config>
  /** What a node fresh on the canvas starts from; names still to be chosen are empty. */
  initial: Readonly<Record<string, unknown>>
  exits: readonly Exit[] | ((config: Config) => readonly Exit[])
  openExits?: readonly NoInfer<Exit>[] | ((config: Config) => readonly NoInfer<Exit>[])
  /** How the exits read on the canvas; an exit not named here is called by its own name. */
  exitLabels?: Readonly<Partial<Record<NoInfer<Exit>, Says>>>
  asks?(config: Config): Predicate | undefined
  listens?(config: Config): Listening | undefined
  refs?(config: Config): readonly Ref[]
  faults?(config: Config): readonly Fault[]
  step(config: Config, here: Here): Step<NoInfer<Exit>>
  say(config: Config): Says
  form: Form
}

export interface NodeType<Kind extends string = string> {
  kind: Kind
  role: Role
  label: Says
  hint: Says
  form: Form
  initial: Readonly<Record<string, unknown>>
  exitLabels: Readonly<Record<string, Says>>
  /** Reads a configuration from outside; a failure names the fields. */
  read(config: unknown): { kind: 'ok'; node: BoundNode } | { kind: 'bad'; issues: Issue[] }
}

export interface Issue {
  field: string
  reason: string
}

/** One kind of node is one file: its configuration, its exits and what it does to a person. */
export function node<const Kind extends string, Config, const Exit extends string>(
  def: NodeDef<Kind, Config, Exit>,
): NodeType<Kind> {
  const { kind, role, label, hint, form, initial } = def
  return {
    kind,
    role,
    label,
    hint,
    form,
    initial,
    exitLabels: labelsOf(def.exitLabels),
    read(input) {
      const parsed = def.config.safeParse(input)
      if (!parsed.success) return { kind: 'bad', issues: parsed.error.issues.map(issueOf) }
      return { kind: 'ok', node: bind(def, parsed.data) }
    },
  }
}

function bind<Kind extends string, Config, Exit extends string>(
  def: NodeDef<Kind, Config, Exit>,
  config: Config,
): BoundNode {
  const list = (of: readonly Exit[] | ((config: Config) => readonly Exit[]) | undefined) =>
    typeof of === 'function' ? of(config) : (of ?? [])
  return {
    kind: def.kind,
    role: def.role,
    exits: list(def.exits),
    openExits: list(def.openExits),
    asks: def.asks?.(config),
    listens: def.listens?.(config),
    refs: def.refs?.(config) ?? [],
    faults: def.faults?.(config) ?? [],
    says: def.say(config),
    step: (here) => def.step(config, here),
  }
}

const labelsOf = (labels: Readonly<Record<string, Says | undefined>> | undefined) =>
  Object.fromEntries(
    Object.entries(labels ?? {}).flatMap(([exit, says]) => (says ? [[exit, says]] : [])),
  )

const issueOf = (issue: z.core.$ZodIssue): Issue => ({
  field: issue.path.map(String).join('.'),
  reason: issue.message,
})
