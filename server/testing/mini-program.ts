/**
 * As much of a mini program's `wx` as SDKs ask for: storage, the network, the app's and its pages'
 * lives. `wx.request` goes out as HTTP; like the real one it succeeds whatever the status is.
 */
export function miniProgram(appId: string) {
  const storage = new Map<string, unknown>()
  const listeners: Record<string, ((it?: unknown) => void)[]> = {}
  const on = (name: string) => (hear: (it?: unknown) => void) => {
    ;(listeners[name] ??= []).push(hear)
  }
  interface Request {
    url: string
    method?: string
    data?: unknown
    header?: Record<string, string>
    success?: (answer: object) => void
    fail?: (error: object) => void
    complete?: () => void
  }
  const wx = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getStorage({ key, success, fail }: { key: string } & Pick<Request, 'success' | 'fail'>) {
      if (storage.has(key)) success?.({ data: storage.get(key) })
      else fail?.({ errMsg: 'getStorage:fail data not found' })
    },
    getSystemInfoSync: () => SYSTEM,
    getSystemInfo: ({ success, complete }: Request) => {
      success?.(SYSTEM)
      complete?.()
    },
    getAppBaseInfo: () => SYSTEM,
    getDeviceInfo: () => SYSTEM,
    getWindowInfo: () => SYSTEM,
    getNetworkType: ({ success, complete }: Request) => {
      success?.({ networkType: 'wifi' })
      complete?.()
    },
    onNetworkStatusChange: on('network'),
    getAccountInfoSync: () => ({ miniProgram: { appId, envVersion: 'release' } }),
    getLaunchOptionsSync: () => ({ path: 'pages/index', query: {}, scene: 1047 }),
    getEnterOptionsSync: () => ({ path: 'pages/index', query: {}, scene: 1047 }),
    onAppShow: on('show'),
    onAppHide: on('hide'),
    request(it: Request) {
      const method = it.method ?? 'GET'
      const sent =
        typeof it.data === 'string' || it.data === undefined ? it.data : JSON.stringify(it.data)
      void fetch(it.url, {
        method,
        headers: { 'content-type': 'application/json', ...it.header },
        ...(method === 'GET' || sent === undefined ? {} : { body: sent }),
      }).then(
        async (answer) => {
          it.success?.({ statusCode: answer.status, data: await answer.text() })
          it.complete?.()
        },
        (error: unknown) => {
          it.fail?.({ errMsg: `request:fail ${String(error)}` })
          it.complete?.()
        },
      )
      return { abort: () => {} }
    },
  }
  return {
    wx,
    /** What the platform tells the app. */
    happens(name: 'show' | 'hide' | 'network', it?: unknown) {
      for (const hear of listeners[name] ?? []) hear(it)
    },
  }
}

const SYSTEM = {
  ...{ brand: 'HUAWEI', model: 'Mate 70', system: 'HarmonyOS 5.0', platform: 'android' },
  ...{ screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 780 },
  ...{ SDKVersion: '3.7.1', version: '8.0.50', language: 'zh_CN', pixelRatio: 3 },
}
