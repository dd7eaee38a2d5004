import Desk
import Documents
import Domain
import OpenXML
import Store

/// Budget documents that cannot be read at all.
extension Trial {
  static let oldOfficeFile = saying("预算.doc 是旧版 Office 文件（.doc 或 .xls），请另存为 .docx 后再导入。") { _ in
    _ = try Document.read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], file: "预算.doc")
  }
  static let pdfNotRead = saying("预算.pdf 是 PDF，目前只能读取 .docx 和 .txt，请用其 Word 版导入。") { _ in
    _ = try Document.read(Array("%PDF-1.7".utf8), file: "预算.pdf")
  }
  static let notADocument = saying("预算.txt 既不是 .docx，也不是文本文件（UTF-8、UTF-16 或 GBK），或其中有损坏的字，无法读取。") { _ in
    _ = try Document.read([0x41, 0x00, 0x42], file: "预算.txt")
  }
  static let textTooLarge = saying("预算.txt 太大：有17 MB，不像预算公开文件的文本（上限16 MB），未予读取。") { _ in
    _ = try Document.read([UInt8](repeating: 0x0A, count: 16 << 20 + 1), file: "预算.txt")
  }
  static let textTooManyLines = saying("预算.txt 太大：有200001行，最长的一行有0字节，不像预算公开文件，未予读取。") { _ in
    _ = try Document.read([UInt8](repeating: 0x0A, count: 200_000), file: "预算.txt")
  }
  static let unreadableDocx = saying("预算.docx 已损坏或不是 .docx 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。") { _ in
    _ = try Document.read(Array("PK 不是压缩文件".utf8), file: "预算.docx")
  }
  static let docxTooLarge = saying("预算.docx 解压后超过 200 MB 或有一百万个以上的单元格，不像预算公开文件，未予读取。") { _ in
    _ = try Document.read(try zipped((0...2_000).map { .init("\($0)", "") }), file: "预算.docx")
  }
  static let docxWithoutText = saying("预算.docx 不是 Word 文档（其中没有正文），请确认选对了文件。") { _ in
    _ = try Document.read(try zipped([.init("xl/workbook.xml", "<workbook/>")]), file: "预算.docx")
  }
  static let docxTextDamaged = saying("预算.docx 的正文已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。") { _ in
    _ = try Document.read(try zipped([.init("word/document.xml", "<w:document><w:body>")]), file: "预算.docx")
  }
  static let notABudget = saying("说明.txt 读不出部门预算，请用 jixiao import --dry-run 查看原因。") { place in
    try await place.run("bench", "judging", try place.file("说明.txt", "这里没有预算。\n"))
  }
  static let documentsTooMany = saying("全县.zip 里有201个文件，一次最多200个，没有读取。请分成几个 .zip 上传。") { _ in
    let content = try zipped((0...200).map { .init("\($0).txt", "") })
    _ = try UploadedFile(file: "全县.zip", content: content).documents()
  }
  static let documentTwice = saying("全县.zip 里有两个“304.txt”，分不清是哪一个，没有读取。请改名后重新打包。") { _ in
    let content = try zipped([.init("304.txt", "甲"), .init("304.txt", "乙")])
    _ = try UploadedFile(file: "全县.zip", content: content).documents()
  }
  static let uploadsWaiting = saying(
    "已有5个上传的文件等待确认（“1.txt”、“2.txt”、“3.txt”、“4.txt”、“5.txt”），最多5个，没有保留这一个。请先导入或放弃其中的文件。"
  ) { place in
    try await place.onOwn(.empty) { store, _ in
      try await store.addAccount("王芳", .business, [], osUser: nil)
      for number in 1...6 { _ = try await store.keepUpload("\(number).txt", [0x31], of: "王芳") }
    }
  }

  private static func zipped(_ parts: [ZipWriter.Part]) throws -> [UInt8] {
    guard let bytes = ZipWriter.container(of: parts) else { throw NotThere() }
    return bytes
  }
}
