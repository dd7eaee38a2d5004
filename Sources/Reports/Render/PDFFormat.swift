/// A page of A4 with its margins, in points of 1/72 inch.
enum PDFFormat {
  /// Forms.
  case landscape
  /// Working reports.
  case portrait
  /// Letters: 版心 156 × 225 mm. Source: GB/T 9704-2012.
  case letter

  var size: (width: Double, height: Double) { self == .landscape ? (841.89, 595.28) : (595.28, 841.89) }

  var edges: (top: Double, left: Double, bottom: Double, right: Double) {
    switch self {
    case .landscape: (28.35, 28.35, 28.35, 28.35)
    case .portrait: (37, 37, 37, 37)
    case .letter: (104.9, 79.4, 99.2, 73.7)
    }
  }
}

/// A face of type. Those that offices have are named first, then free ones that are installed with the program.
enum PDFFace {
  /// 仿宋.
  case text
  /// 黑体.
  case heading
  /// 小标宋.
  case title

  var families: String {
    switch self {
    case .text: "FangSong_GB2312,FangSong,FandolFang R,Noto Serif CJK SC,Noto Sans CJK SC,serif"
    case .heading: "SimHei,FandolHei,Noto Sans CJK SC,Noto Serif CJK SC,sans-serif"
    case .title: "FZXiaoBiaoSong-B05S,FZXiaoBiaoSong-B05,STZhongsong,Noto Serif CJK SC,Noto Sans CJK SC,serif"
    }
  }
}
