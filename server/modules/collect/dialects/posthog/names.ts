/** PostHog's own events → ours; custom ones go by the common table. A rage click is a click beside its clicks, so it stays what it is. */
export const POSTHOG_EVENTS: Readonly<Record<string, string>> = {
  $pageview: 'page_viewed',
  $screen: 'page_viewed',
  $pageleave: 'page_left',
  $identify: 'identified',
  $create_alias: 'id_bound',
  $merge_dangerously: 'id_bound',
  $groupidentify: 'group_joined',
  $set: 'profile_updated',
}

/** `$autocapture` by what happened to the element. */
export const AUTOCAPTURED: Readonly<Record<string, string>> = {
  click: 'element_clicked',
  change: 'element_changed',
  submit: 'form_submitted',
}

/** Our property ← theirs. Durations of PostHog are seconds. */
export const POSTHOG_PROPERTIES = [
  ['url', '$current_url'],
  ['path', '$pathname', '$screen_name'],
  ['title', '$title'],
  ['referrer', '$referrer'],
  ['duration_s', '$prev_pageview_duration'],
  ['session_id', '$session_id'],
  ['text', '$el_text'],
  ['group_id', '$group_key'],
  ['group_type', '$group_type'],
  ['previous_id', 'alias', '$anon_distinct_id'],
] as const
