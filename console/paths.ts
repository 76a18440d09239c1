/** The addresses of the console. Operators bookmark them: a change must be meant. */
export const patterns = {
  home: '/',
  login: '/login',
  status: '/settings/status',
} as const

type Names<Pattern extends string> = Pattern extends `${string}$${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | Names<More>
    : Rest
  : never

/** `/people/$id` with `{ id: 'a b' }` is `/people/a%20b`. */
export const fillPath = <Pattern extends string>(
  pattern: Pattern,
  params: Readonly<Record<Names<Pattern>, string>>,
): string => {
  const values: Readonly<Record<string, string>> = params
  return pattern.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
}

/** Every link of the console is made here; `routes.tsx` reads the same patterns. */
export const paths = {
  home: () => patterns.home,
  login: () => patterns.login,
  status: () => patterns.status,
}
