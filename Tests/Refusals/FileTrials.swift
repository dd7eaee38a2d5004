import Contract
import Desk
import Domain
import Foundation
import Store

@testable import Documents
@testable import Reports

/// Files that cannot be read or written at all.
extension Trial {
  static let fileNotFound = saying(at: { "找不到文件 \($0.path("支出.csv"))，请检查路径。" }) { place in
    try await place.run("record", "spend", "--from", place.path("支出.csv"))
  }
  static let fileIsFolder = saying(at: { "\($0.folder) 是目录，请指定其中的文件。" }) { place in
    try await place.run("record", "spend", "--from", place.folder)
  }
  static let fileNotRegular = saying("/dev/null 不是普通文件（是管道或设备），请先存成文件再导入。") { place in
    try await place.run("record", "spend", "--from", "/dev/null")
  }
  static let formatUnknown = each(
    saying("没有“txt”这种格式，没有生成文件。可选：docx、xlsx、pdf。") { place in
      try await place.on(.sample) { store in
        _ = try await Desk(store, at: .plain).bulletinFile(
          BureauChoice(), through: 6, asOf: nil, by: .progress, number: nil, today: Day(endOf: 6, in: 2025),
          format: "txt", reason: nil)
      }
    },
    saying("没有选择格式，没有生成文件。可选：docx、xlsx、pdf。") { place in
      try await place.on(.sample) { store in
        _ = try await Desk(store, at: .plain).packageFile(
          GatherRequest(BureauChoice(), .monitoring, through: 6), formats: [], today: Day(endOf: 6, in: 2025))
      }
    })
  static let fileTooLarge = saying(at: { "\($0.path("放假.csv")) 有17 MB，超过16 MB的上限，没有读取，请确认选对了文件。" }) { place in
    let path = try place.file("放假.csv", "")
    // Of holes: it takes no room.
    truncate(path, 17 << 20)
    try await place.run("calendar", "load", path)
  }
  static let fileUnreadable = saying("无法读取 \(forWritingOnly)，请检查文件权限。") { place in
    try await place.run("record", "spend", "--from", forWritingOnly)
  }
  /// A regular file that not even root may read.
  private static let forWritingOnly = "/proc/sys/vm/compact_memory"
  static let fileBrokenOff = saying("支出.csv 读到一半出错，请检查磁盘或网络盘，再导入一次（已记入的不会重复）。") { place in
    // A folder opens like a file, and fails at the first byte.
    guard let source = ByteSource(file: place.folder, name: "支出.csv") else { throw NotThere() }
    _ = try SpendingSheet(source, name: "支出.csv")
  }
  static let fileChanged = saying("支出.csv 在读取的时候被改动了，没有全部记入。请等它写完，再导入一次（已记入的不会重复）。") { place in
    let path = try place.file("支出.csv", "项目编码,日期,金额,凭证号\nX,2025-03-20,1,V-1\n")
    guard let source = ByteSource(file: path, name: "支出.csv") else { throw NotThere() }
    var rows = try SpendingSheet(source, name: "支出.csv").reader()
    _ = try rows.next()
    truncate(path, 0)
    while try rows.next() != nil {}
  }
  static let fileNotWritten = saying(at: { "无法写入 \($0.path("没有/表.md"))，请检查路径和权限。" }) { place in
    try FormFormat.md.write([], title: "表", to: place.path("没有/表.md"))
  }
  static let fileNotFinished = saying(at: { "无法写完 \($0.path("汇集/表.xlsx"))，请检查磁盘空间。" }) { place in
    let folder = try place.subfolder("汇集")
    let book = try GatheredWorkbook(path: folder + "/表.xlsx")
    // The book is written when it is closed; by then its folder is gone.
    try FileManager.default.removeItem(atPath: folder)
    _ = try book.close()
  }
  static let fileNotMade = saying(at: { "无法生成 \($0.path("报告.docx"))，请检查内存。" }) { place in
    // Larger than any picture can be.
    let picture = Picture(width: 40_000, height: 40_000, shapes: [], description: "")
    let report = Report(title: "报告", subtitle: "", blocks: [.picture(caption: "图1", picture)])
    try ReportFormat.docx.write(report, to: place.path("报告.docx"))
  }
  static let fontMissing = saying("本机没有中文字体，PDF 里的字会缺失。请安装中文字体，如 apt-get install fonts-noto-cjk，再执行一次。") { place in
    let fonts = try place.file(
      "fonts.conf", "<fontconfig><dir>\(place.folder)</dir><cachedir>\(place.folder)</cachedir></fontconfig>")
    try await place.run(
      "report", "monitoring", "--project", Stage.cleaning, "--format", "pdf", "-o", place.path("表.pdf"), "--database",
      try await place.url(.sample), environment: ["FONTCONFIG_FILE": fonts])
  }
  static let notATextFile = saying("支出.csv 不是文本文件（UTF-8、UTF-16 或 GBK），或其中有损坏的字，无法读取。") { _ in
    _ = try SpendingSheet(Array("项目编码,日期,金额,凭证号\n\u{0}".utf8), name: "支出.csv")
  }
  static let encodingMissing = saying("这台机器不能转换 GB18030 编码，请把文件另存为 UTF-8 后再导入。") { place in
    // 项目, in GBK; its converter is looked for in a file that is not there.
    let path = try place.file("支出.csv", [0xCF, 0xEE, 0xC4, 0xBF, 0x2C, 0x0A])
    try place.file("gconv-modules", "module GB18030// INTERNAL missing 1\nmodule INTERNAL GB18030// missing 1\n")
    try await place.run("record", "spend", "--from", path, environment: ["GCONV_PATH": place.folder])
  }
  static let spreadsheetNotRead = saying("支出.xls 是旧格式的 Excel 文件，请另存为 .xlsx 或 CSV 后再导入。") { _ in
    _ = try SpendingSheet([0xD0, 0xCF, 0x11, 0xE0], name: "支出.xls")
  }
}
