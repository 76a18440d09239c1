import type { RefusalDefs } from '#kernel/refusal.ts'

const no_such_person = {
  status: 404,
  en: 'There is no such person.',
  'zh-CN': '没有这个人。',
  'zh-TW': '沒有這個人。',
} as const
const no_such_identifier = {
  status: 404,
  en: 'Nobody with this identifier was ever seen.',
  'zh-CN': '从未见过带有该标识的人。',
  'zh-TW': '從未見過帶有此識別的人。',
} as const

/** What a caller may be told, by route. */
export const REFUSALS = {
  graph: { no_such_person },
  lookup: {
    no_such_identifier,
    bad_identifier: {
      status: 400,
      en: 'This value is no identifier of its kind.',
      'zh-CN': '该值不是此类标识的有效值。',
      'zh-TW': '此值不是這類識別的有效值。',
    },
  },
  rules: {
    bad_blocked_value: {
      status: 422,
      en: 'Field {field}: “{value}” is no value of the kind {kind}.',
      'zh-CN': '字段 {field}:“{value}”不是 {kind} 的有效值。',
      'zh-TW': '欄位 {field}：「{value}」不是 {kind} 的有效值。',
    },
    rules_changed: {
      status: 409,
      en: 'Somebody has changed the rules meanwhile (version {version} now). Look at them again.',
      'zh-CN': '规则已被他人修改(现为第 {version} 版),请重新查看。',
      'zh-TW': '規則已被他人修改（現為第 {version} 版），請重新檢視。',
    },
    still_applying: {
      status: 409,
      en: 'The last change is still being applied to the past. Wait until it is done.',
      'zh-CN': '上一次修改还在回溯应用,请等它完成。',
      'zh-TW': '上一次修改還在回溯套用，請等它完成。',
    },
  },
  explain: { no_such_identifier },
  merge: {
    no_such_person,
    same_person: {
      status: 409,
      en: 'These are one person already.',
      'zh-CN': '两者已是同一个人。',
      'zh-TW': '兩者已是同一個人。',
    },
    would_break_limit: {
      status: 409,
      en: 'One person cannot have that many of {clash}.',
      'zh-CN': '同一个人不能拥有这么多 {clash}。',
      'zh-TW': '同一個人不能擁有這麼多 {clash}。',
    },
  },
  split: {
    no_such_person,
    not_theirs: {
      status: 409,
      en: 'These identifiers are not all of this person: {identIds}.',
      'zh-CN': '以下标识不属于此人:{identIds}。',
      'zh-TW': '以下識別不屬於此人：{identIds}。',
    },
    nothing_left: {
      status: 409,
      en: 'A split leaves at least one identifier on each side.',
      'zh-CN': '拆分后双方都须至少保留一个标识。',
      'zh-TW': '拆分後雙方都須至少保留一個識別。',
    },
  },
  retract: {
    no_such_evidence: {
      status: 404,
      en: 'There is no such evidence.',
      'zh-CN': '没有这条证据。',
      'zh-TW': '沒有這條證據。',
    },
    already_retracted: {
      status: 409,
      en: 'It was taken back before.',
      'zh-CN': '这条证据已被撤回。',
      'zh-TW': '這條證據已被撤回。',
    },
  },
  forbid: {
    no_such_identifier,
    already_forbidden: {
      status: 409,
      en: 'This link was forbidden before.',
      'zh-CN': '这条关联已被禁止。',
      'zh-TW': '這條關聯已被禁止。',
    },
  },
  lift: {
    not_forbidden: {
      status: 409,
      en: 'Nobody forbade this link, or it was lifted before.',
      'zh-CN': '这条关联未被禁止,或已解除。',
      'zh-TW': '這條關聯未被禁止，或已解除。',
    },
  },
  undo: {
    no_such_action: {
      status: 404,
      en: 'There is no such action.',
      'zh-CN': '没有这项操作。',
      'zh-TW': '沒有這項操作。',
    },
    already_undone: {
      status: 409,
      en: 'It was undone before.',
      'zh-CN': '这项操作已被撤销。',
      'zh-TW': '這項操作已被復原。',
    },
  },
} as const satisfies Record<string, RefusalDefs>
