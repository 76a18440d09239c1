import type { Properties } from '../core/message.ts'
import type { SystemInfo, Wx } from './wx.ts'

/** The phone and the app, as the platform tells; asked once. */
export function deviceOf(wx: Wx): Properties {
  const info: SystemInfo = wx.getDeviceInfo
    ? { ...wx.getDeviceInfo(), ...wx.getAppBaseInfo?.(), ...wx.getWindowInfo?.() }
    : (wx.getSystemInfoSync?.() ?? {})
  const { appId, version, envVersion } = wx.getAccountInfoSync?.().miniProgram ?? {}
  return {
    app: { id: appId, version, environment: envVersion },
    device: { manufacturer: info.brand, model: info.model },
    os: { name: info.platform, version: info.system },
    wechat: { version: info.version, library: info.SDKVersion },
    locale: info.language,
    screen: { width: info.screenWidth, height: info.screenHeight },
  }
}
