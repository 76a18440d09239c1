type Json = Readonly<Record<string, unknown>>

/** SDKs' library names → where the person was. */
const BY_LIBRARY: readonly [RegExp, string][] = [
  [/mini.?program|miniprogram|weapp/i, 'mini_program'],
  [/ios|android|kotlin|swift|flutter|react-native|unity/i, 'app'],
  [/analytics\.js|javascript|browser|web/i, 'web'],
]

/** What the event says of itself, else what its library and user agent tell. */
export function channelOf(event: Json): string {
  const context = objectAt(event, 'context')
  const said = event.channel ?? context.channel
  if (typeof said === 'string' && /^[a-z][a-z0-9_]{0,30}$/.test(said) && said !== 'mobile')
    return said
  if (said === 'mobile') return 'app'
  const agent = typeof context.userAgent === 'string' ? context.userAgent : ''
  if (/miniProgram/i.test(agent)) return 'mini_program'
  if (/MicroMessenger/i.test(agent)) return 'h5'
  const library = objectAt(context, 'library').name
  if (typeof library === 'string')
    for (const [pattern, channel] of BY_LIBRARY) if (pattern.test(library)) return channel
  return context.page ? 'web' : 'server'
}

function objectAt(of: Json, key: string): Json {
  const value = of[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}
