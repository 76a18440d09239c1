/** Which key opens the palette: ⌘ here, Ctrl elsewhere. */
export const isMac: boolean = /Mac|iPhone|iPad/.test(navigator.userAgent)
