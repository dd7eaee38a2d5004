extension EvidenceRefusal {
  /// The sentence for the person who asked.
  var chinese: String {
    switch self {
    case .empty(let name): "文件“\(name)”是空的，没有收下。"
    case .tooLarge(let name, let bytes):
      "文件“\(name)”有\(bytes)字节（\(bytes.bytesChinese)），每个文件最多\(EvidenceLimit.bytes >> 20)MB，没有收下。"
    case .kind(let name):
      "文件“\(name)”不是能收的格式，没有收下。能收 PDF、图片（PNG、JPEG）、Word（.docx，不带宏）和 Excel（.xlsx，不带宏），按内容判断，改扩展名没有用。"
    case .withoutValue(let indicator, let day): "“\(indicator)” \(day) 没有完成值。请先填报完成值，再上传它的佐证材料。"
    case .valueChanged(let indicator, let day, let seen, let now):
      "“\(indicator)” \(day) 的完成值刚才已改为\(now)，不是\(seen)，文件没有收下。请核对后再上传。"
    case .full(let name):
      "这个完成值已有\(EvidenceLimit.files)个佐证材料，“\(name)”没有收下。请合并成一个文件，或先撤回不用的。"
    case .unknown(let id): "没有编号为 \(id) 的佐证材料。"
    case .withdrawn(let name, let actor, let reason): "佐证材料“\(name)”已由\(actor)撤回（\(reason)），内容不再保留。"
    case .reasonMissing: "请写明为什么撤回。"
    }
  }
}
