import Domain
import Foundation
import Notify
import Store

/// The service's key, and what it sealed.
extension Trial {
  static let keyMissing = saying(at: { "没有密钥文件 \($0.path("k"))，通道的地址和口令解不开。请把原密钥文件放到这里，或指明位置。" }) { place in
    _ = try KeyFile.open(place.path("k"))
  }
  static let keyMissingForChannels = saying(at: {
    "没有密钥文件 \($0.path("k"))，而通道“甲”“乙”是用原来的密钥加密的，所以没有另建一把。请把原密钥文件放到这里，或用 --key-file 指明位置；确实找不回的，先用 jixiao channel remove 停用这些通道，再逐个重新添加。"
  }) { place in
    try await place.onOwn(.empty) { store, url in
      for name in ["甲", "乙"] { try await store.keep(sealed(name, by: "aabbccddeeff")) }
      try await place.run(
        "channel", "add", "丙", "--kind", "webhook", "--url", "https://example.gov.cn/", "--key-file", place.path("k"),
        "--database", url)
    }
  }
  static let keyUnreadable = saying(at: { "无法读取密钥文件 \($0.path("k"))，请检查权限。" }) { place in
    // Somebody made a folder of it.
    let path = try place.subfolder("k")
    chmod(path, 0o700)
    _ = try KeyFile.open(path)
  }
  static let keyExposed = saying(at: { "密钥文件 \($0.path("k")) 其他用户也能读取，已停止使用；请执行 chmod 600 \($0.path("k"))。" }) {
    place in
    let path = try KeyFile.make(place.path("k")).file.path
    chmod(path, 0o640)
    _ = try KeyFile.open(path)
  }
  static let keyBroken = saying(at: { "密钥文件 \($0.path("k")) 的内容不是 32 字节的密钥（每行一个），请从备份恢复。" }) { place in
    _ = try KeyFile.open(try place.file("k", "AAAA\n", rights: 0o600))
  }
  static let keyUnwritable = saying(at: { "无法写入密钥文件 \($0.path("不是目录/k"))，请检查目录权限和磁盘空间，或指定别的位置。" }) { place in
    try place.file("不是目录", "")
    _ = try KeyFile.make(place.path("不是目录/k"))
  }
  static let keyNotReplaced = saying(at: { "密钥文件 \($0.path("k")) 写入失败，没有更换，请检查目录权限和磁盘空间。" }) { place in
    let file = try KeyFile.make(place.path("k")).file
    // What is written first and then put in its place cannot be made.
    _ = try place.subfolder("k.new")
    try file.withNewKey().write()
  }
  static let keyIdMissing = saying(at: { "密钥文件 \($0.path("k")) 里没有编号为 aabbccddeeff 的密钥。" }) { place in
    _ = try KeyFile.make(place.path("k")).file.seal(ChannelSecret(), for: "甲", by: "aabbccddeeff")
  }
  static let keyOther = saying(at: {
    "通道“甲”是用编号为 aabbccddeeff 的密钥加密的，密钥文件 \($0.path("k")) 里没有这一把（有 \($0.noted)）。请换上设置通道时的密钥文件。"
  }) { place in
    let file = try KeyFile.make(place.path("k")).file
    place.note(file.ids.joined(separator: "、"))
    _ = try file.open([0], for: "甲", by: "aabbccddeeff")
  }
  static let secretUnreadable = saying("通道“乙”的地址和口令解不开：密钥文件不是设置通道时的那一个。请恢复原密钥文件，或重新设置通道。") { place in
    let file = try KeyFile.make(place.path("k")).file
    let (bytes, id) = try file.seal(ChannelSecret(url: "https://example.gov.cn/"), for: "甲")
    _ = try file.open(bytes, for: "乙", by: id)
  }
  static let settingsUnreadable = saying("通道设置无法识别，请重新设置该通道。") { _ in
    _ = try ChannelSettings(json: "{\"port\": \"二十五\"}")
  }
  static let keyDiffers = saying("没有保存：通道“甲”是用另一把密钥加密的。请用那把密钥，或等密钥更换完再执行一次。") { place in
    try await place.onOwn(.empty) { store, _ in
      try await store.keep(sealed("甲", by: "aabbccddeeff"))
      try await store.keep(sealed("乙", by: "001122334455"))
    }
  }

  private static func sealed(_ name: String, by key: String) -> Channel {
    Channel(
      name: name, kind: .webhook, settings: "{}", secret: [1, 2, 3], keyID: key, allowsPrivate: false, perMinute: nil)
  }
}
