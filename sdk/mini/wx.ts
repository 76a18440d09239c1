/** As much of a mini program's `wx` as the SDK asks for; newer parts may be missing. */
export interface Wx {
  getStorageInfoSync(): { keys: string[] }
  getStorageSync(key: string): unknown
  setStorageSync(key: string, value: string): void
  removeStorageSync(key: string): void
  request(request: {
    url: string
    method: 'POST'
    data: string
    header: Record<string, string>
    timeout: number
    success(answer: { statusCode: number; header?: Record<string, string>; data?: unknown }): void
    fail(error: { errMsg?: string }): void
  }): void
  getLaunchOptionsSync(): Shown
  onAppShow(hear: (shown: Shown) => void): void
  onAppHide(hear: () => void): void
  getSystemInfoSync?(): SystemInfo
  getDeviceInfo?(): SystemInfo
  getAppBaseInfo?(): SystemInfo
  getWindowInfo?(): SystemInfo
  getAccountInfoSync?(): { miniProgram: { appId: string; version?: string; envVersion?: string } }
  onNetworkStatusChange?(hear: (now: { isConnected: boolean }) => void): void
}

/** With what the app was opened, or came back. */
export interface Shown {
  path?: string
  query?: Record<string, string | undefined>
  scene?: number
  referrerInfo?: { appId?: string }
}

export interface SystemInfo {
  brand?: string
  model?: string
  system?: string
  platform?: string
  version?: string
  SDKVersion?: string
  language?: string
  screenWidth?: number
  screenHeight?: number
}

/** What is handed to `App`, `Page` and `Component`: handlers by their names, and data. */
export type Definition = Record<string, unknown>
export type Define = (definition: Definition) => unknown

/** The mini program's globals; each page's code meets them wrapped. */
export interface Globals {
  wx: Wx
  Page: Define
  Component: Define
  getCurrentPages?: () => { route?: string; options?: Record<string, string | undefined> }[]
}
