import type { AnswerEndpoint, Asked, Reply } from '../dialect.ts'

/**
 * What PostHog's SDKs ask before they work. Autocapture stays off until an answer says outright that
 * nobody opted out of it; recording of screens and flags are not ours, and said to be off. Surveys are
 * not spoken of: told that there are none, the SDK fetches the script that would show them.
 */
const CONFIG = {
  autocapture_opt_out: false,
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: false,
  elementsChainAsString: true,
  sessionRecording: false,
  heatmaps: false,
  capturePerformance: false,
  autocaptureExceptions: false,
  defaultIdentifiedOnly: true,
  isAuthenticated: false,
  toolbarParams: {},
  siteApps: [],
}

/** Empty in the words of every generation: `/decide` v3 and v4, `/flags` v2. */
const NO_FLAGS = {
  flags: {},
  featureFlags: {},
  featureFlagPayloads: {},
  errorsWhileComputingFlags: false,
}

const json = (body: unknown) => (): Reply => ({ body })

/** Only what a key may look like goes into the script, and as text of JSON. */
function script({ param }: Asked): Reply {
  const token = param('token') ?? ''
  if (!/^[\w-]{1,200}$/.test(token)) return { status: 404, body: {} }
  const config = JSON.stringify({ config: CONFIG, siteApps: [] })
  const body = `(function(){var c=window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};c[${JSON.stringify(token)}]=${config}})()`
  return { body, type: 'text/javascript; charset=utf-8' }
}

const get = (path: string, answer: AnswerEndpoint['answer']): AnswerEndpoint => ({
  kind: 'answer',
  methods: ['GET'],
  paths: [path],
  answer,
})

export const CONFIG_ENDPOINTS: readonly AnswerEndpoint[] = [
  get('/array/:token/config.js', script),
  get('/array/:token/config', json(CONFIG)),
  get('/flags/definitions', json({ flags: [], group_type_mapping: {}, cohorts: {} })),
  {
    kind: 'answer',
    methods: ['GET', 'POST'],
    paths: ['/flags', '/flags/', '/decide', '/decide/'],
    answer: json({ ...CONFIG, ...NO_FLAGS }),
  },
  // Recordings of screens: off in the answer above; whatever still comes is not kept.
  { kind: 'answer', methods: ['POST'], paths: ['/s', '/s/'], answer: json({ status: 1 }) },
]
