extension FileRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .notFound(let path): "找不到文件 \(path)，请检查路径。"
    case .folder(let path): "\(path) 是目录，请指定其中的文件。"
    case .notRegular(let path): "\(path) 不是普通文件（是管道或设备），请先存成文件再导入。"
    case .tooLarge(let path, let mebibytes, let most): "\(path) 有\(mebibytes) MB，超过\(most) MB的上限，没有读取，请确认选对了文件。"
    case .unreadable(let path): "无法读取 \(path)，请检查文件权限。"
    case .brokenOff(let file): "\(file) 读到一半出错，请检查磁盘或网络盘，再导入一次（已记入的不会重复）。"
    case .changed(let file): "\(file) 在读取的时候被改动了，没有全部记入。请等它写完，再导入一次（已记入的不会重复）。"
    case .notWritten(let path): "无法写入 \(path)，请检查路径和权限。"
    case .notFinished(let path): "无法写完 \(path)，请检查磁盘空间。"
    case .notMade(let path): "无法生成 \(path)，请检查内存。"
    case .fontMissing: "本机没有中文字体，PDF 里的字会缺失。请安装中文字体，如 apt-get install fonts-noto-cjk，再执行一次。"
    case .notText(let file): "\(file) 不是文本文件（UTF-8、UTF-16 或 GBK），或其中有损坏的字，无法读取。"
    case .encodingMissing(let encoding): "这台机器不能转换 \(encoding) 编码，请把文件另存为 UTF-8 后再导入。"
    case .spreadsheet(let file): "\(file) 是旧格式的 Excel 文件，请另存为 .xlsx 或 CSV 后再导入。"
    case .formatUnknown(let format?, let known):
      "没有“\(format.prefix(20))”这种格式，没有生成文件。可选：\(known.listed)。"
    case .formatUnknown(nil, let known): "没有选择格式，没有生成文件。可选：\(known.listed)。"
    }
  }
}
