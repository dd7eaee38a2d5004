extension DocumentRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .old(let file): "\(file) 是旧版 Office 文件（.doc 或 .xls），请另存为 .docx 后再导入。"
    case .pdf(let file): "\(file) 是 PDF，目前只能读取 .docx 和 .txt，请用其 Word 版导入。"
    case .unknown(let file): "\(file) 既不是 .docx，也不是文本文件（UTF-8、UTF-16 或 GBK），或其中有损坏的字，无法读取。"
    case .tooLarge(let file, let mebibytes, let most): "\(file) 太大：有\(mebibytes) MB，不像预算公开文件的文本（上限\(most) MB），未予读取。"
    case .tooManyLines(let file, let lines, let longest): "\(file) 太大：有\(lines)行，最长的一行有\(longest)字节，不像预算公开文件，未予读取。"
    case .damaged(let file): "\(file) 已损坏或不是 .docx 文件，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    case .unpacksTooLarge(let file): "\(file) 解压后超过 200 MB 或有一百万个以上的单元格，不像预算公开文件，未予读取。"
    case .withoutText(let file): "\(file) 不是 Word 文档（其中没有正文），请确认选对了文件。"
    case .textDamaged(let file): "\(file) 的正文已损坏，请用 Word 或 WPS 打开后另存为 .docx 再导入。"
    case .noBudget(let file): "\(file) 读不出部门预算，请\(door(.tryImport))查看原因。"
    case .tooMany(let file, let count, let most):
      "\(file) 里有\(count)个文件，一次最多\(most)个，没有读取。请分成几个 .zip 上传。"
    case .twice(let file, let path): "\(file) 里有两个“\(path)”，分不清是哪一个，没有读取。请改名后重新打包。"
    case .waiting(let files, let most):
      "已有\(files.count)个上传的文件等待确认（\(files.quoted)），最多\(most)个，没有保留这一个。请先导入或放弃其中的文件。"
    }
  }
}
