internal import Domain

/// Characters that look like others and were meant as those.
enum Characters {
  /// U+2F00…U+2FD5 in their order, as Unicode's EquivalentUnifiedIdeograph has them: PDFs printed by browsers hold radicals
  /// (⽬, ⼀) in place of the characters (目, 一).
  private static let kangxi = Array(
    ("一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方"
      + "无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸"
      + "虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊"
      + "齒龍龜龠").unicodeScalars)

  /// Of the radicals U+2E80…U+2EF3 those that are characters of their own; same source.
  private static let supplement = pairs(
    "⺁⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺶⺹⺻⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝"
      + "⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻳",
    "厂亻冂刀刂卜小小兀尣尢巳幺彑忄扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒羊耂聿艹艹艹虎衤覀西见角讠贝车辶辶辶钅長镸长门阝雨青韦页风飞食"
      + "飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龜龟")

  /// Traditional characters of the words that forms are recognised by. Only labels, levels and units are folded so; names and
  /// texts stay as printed.
  private static let traditional = pairs(
    "項編碼預規資計劃績標級質數時產滿務對財門單萬確據額稱總體結轉餘費類備註權內說釋責實際執開測監評報價來從幣個億層圖寫處",
    "项编码预规资计划绩标级质数时产满务对财门单万确据额称总体结转余费类备注权内说释责实际执开测监评报价来从币个亿层图写处")

  private static func pairs(_ from: String, _ to: String) -> [Unicode.Scalar: Unicode.Scalar] {
    Dictionary(zip(from.unicodeScalars, to.unicodeScalars), uniquingKeysWith: { first, _ in first })
  }

  static func withoutRadical(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x2F00...0x2FD5: kangxi[Int(scalar.value) - 0x2F00]
    case 0x2E80...0x2EF3: supplement[scalar] ?? scalar
    default: scalar
    }
  }

  /// A bit for each of U+4E00…U+9FFF, since every character of a document is asked for.
  private static let marks: [Bool] = {
    var marks = [Bool](repeating: false, count: 0x5200)
    for scalar in traditional.keys where (0x4E00...0x9FFF).contains(scalar.value) {
      marks[Int(scalar.value) - 0x4E00] = true
    }
    return marks
  }()

  static func isTraditional(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value) && marks[Int(scalar.value) - 0x4E00]
  }

  static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar { traditional[scalar] ?? scalar }
}

extension String {
  /// The text without the marks that stand for pictures: in a name or a goal they are ornaments.
  var withoutPictures: String { contains("\u{FFFC}") ? filter { $0 != "\u{FFFC}" } : self }

  /// The text with radicals as the characters they stand for.
  var withoutRadicals: String {
    // Radicals are the three-byte sequences that begin with E2 BA…BF.
    var isAfterE2 = false
    let hasRadical = utf8.contains { byte in
      defer { isAfterE2 = byte == 0xE2 }
      return isAfterE2 && (0xBA...0xBF).contains(byte)
    }
    guard hasRadical else { return self }
    return String(UnicodeScalarView(unicodeScalars.map(Characters.withoutRadical)))
  }

  /// The text with the traditional characters of a form's words as simplified ones.
  var simplified: String {
    guard unicodeScalars.contains(where: Characters.isTraditional) else { return self }
    return String(UnicodeScalarView(unicodeScalars.map(Characters.simplified)))
  }

  /// The text as words of a form are compared: half-width, simplified, without blanks and without a colon at its end.
  var label: String {
    var text = normalised.withoutBlanks.simplified
    while let last = text.last, ":：".contains(last) { text.removeLast() }
    return text
  }
}
