extension KeyRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .missing(let path): "没有密钥文件 \(path)，通道的地址和口令解不开。请把原密钥文件放到这里，或\(door(.giveKeyFileAnyhow))指明位置。"
    case .missingForChannels(let path, let sealed):
      "没有密钥文件 \(path)，而\(SealedSecret.said(sealed))是用原来的密钥加密的，所以没有另建一把。请把原密钥文件放到这里，或\(door(.giveKeyFile))指明位置；确实找不回的，先\(door(.removeChannel))停用这些通道，再逐个重新添加\(sealed.contains { if case .factor = $0.home { true } else { false } } ? "；动态口令由安全管理员解除后重新绑定" : "")。"
    case .unreadable(let path): "无法读取密钥文件 \(path)，请检查权限。"
    case .exposed(let path): "密钥文件 \(path) 其他用户也能读取，已停止使用；请执行 chmod 600 \(path)。"
    case .broken(let path): "密钥文件 \(path) 的内容不是 32 字节的密钥（每行一个），请从备份恢复。"
    case .unwritable(let path): "无法写入密钥文件 \(path)，请检查目录权限和磁盘空间，或\(door(.giveKeyFile))指定别的位置。"
    case .notReplaced(let path): "密钥文件 \(path) 写入失败，没有更换，请检查目录权限和磁盘空间。"
    case .noSuchKey(let path, let id): "密钥文件 \(path) 里没有编号为 \(id) 的密钥。"
    case .other(let channel, let id, let path, let has):
      "通道“\(channel)”是用编号为 \(id) 的密钥加密的，密钥文件 \(path) 里没有这一把（有 \(has.listed)）。请换上设置通道时的密钥文件。"
    case .doesNotOpen(let channel): "通道“\(channel)”的地址和口令解不开：密钥文件不是设置通道时的那一个。请恢复原密钥文件，或重新设置通道。"
    case .settingsUnreadable: "通道设置无法识别，请重新设置该通道。"
    case .differs(let sealed):
      "没有保存：\(SealedSecret.said(sealed))是用另一把密钥加密的。请用那把密钥\(door(.keyFileField))，或等密钥更换完再执行一次。"
    }
  }
}
