/** Every link of the console is made here, so that renaming a page is one change. */
export const paths = {
  home: () => '/' as const,
  login: () => '/login' as const,
  status: () => '/settings/status' as const,
} as const
