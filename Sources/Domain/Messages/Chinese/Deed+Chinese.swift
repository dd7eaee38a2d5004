extension RecordingDeed {
  /// What was recorded, or had been.
  func chinese(isNew: Bool) -> String {
    switch self {
    case .payment(let line):
      (isNew ? "已记账：" : "这笔支出已经记过，没有重复记账：")
        + "\(line.project) \(line.day) \(line.amount.yuan)元，凭证号 \(line.voucher)"
    case .reversal(let old, let new, let amount, let day):
      (isNew ? "已红冲：" : "这笔红冲已经记过，没有重复：") + "凭证号 \(old)，\(amount.yuan)元，\(day)，红冲凭证号 \(new)"
    case .value(let name, let value, let unit, let day, let former):
      (isNew ? "已记录：" : "已经记录过：") + "“\(name)” \(day) \(value.text(unit: unit))"
        + (former.map { "，这一天原来记的是\($0.text(unit: unit))" } ?? "")
    case .event(let project, let event):
      (isNew ? "已记录：" : "已经记录过：") + "\(project) \(event.text)"
    case .adjustment(let project, let adjustment, let other, let budget):
      (isNew ? "已记录：" : "这笔调整已经记过，没有重复：")
        + "\(project) \(adjustment.day) \(other == nil ? adjustment.amount > .zero ? "追加" : "调减" : "调剂") "
        + "\(adjustment.amount.yuan)元（\(adjustment.document)）" + (other.map { "，对方项目 \($0)" } ?? "")
        + "，全年预算数\(budget.tenThousands)万元"
    case .evidence(let file, let name, let day):
      isNew ? "已收下佐证材料“\(file)”：“\(name)” \(day)。" : "“\(name)” \(day) 已经有这个文件（“\(file)”），没有重复收。"
    case .evidenceWithdrawn(let file, let name, let day): "已撤回佐证材料“\(file)”（“\(name)” \(day)）。"
    case .valueWithdrawn(let name, let value, let unit, let day):
      "已撤销：“\(name)” \(day) 的完成值\(value.text(unit: unit))"
    case .eventWithdrawn(let project, let event): "已撤销：\(project) \(event.text)"
    case .submissionWithdrawn(let department, let form):
      "已撤销：\(department) 截至\(form.month)月的\(form.form.chinese)，\(form.day)报送"
    case .submission(let department, let form):
      (isNew ? "已记录：" : "这一期已经记录过报送：") + "\(department) 截至\(form.month)月的\(form.form.chinese)，\(form.day)报送"
    }
  }
}

extension AlertDeed {
  /// What was done.
  var chinese: String {
    switch self {
    case .acknowledged(let id, let note, let day):
      "已确认预警 #\(id)：\(note)\(day.map { "，承诺于\($0.chinese)前办好" } ?? "")"
    case .silenced(let id, let day): "预警 #\(id) 在\(day.chinese)（含）之前不再提醒，加重时除外。"
    }
  }
}

extension PeopleDeed {
  /// What was done.
  func chinese(at door: Door) -> String {
    switch self {
    case .recipientKept(let name, let card): "已保存：\(card?.chinese ?? name)"
    case .trialWritten(let count): "已写入\(count)条测试消息，守护进程会马上送出；结果见\(door(.listDeliveries))。"
    case .recipientRetired(let name): "已停用：\(name)"
    case .routeAdded: "已添加分派规则。"
    case .routeRemoved(let id): "已删除分派规则 #\(id)。"
    case .revived(let messages, let jobs): "已恢复：消息\(messages)条，任务\(jobs)个。"
    case .urged(let departments): departments.chinese
    }
  }
}

extension RecipientCard {
  /// Who is told of what, how and when.
  package var chinese: String {
    let whose = departments.isEmpty ? division.map { "区划\($0)的全部部门" } ?? "全部部门" : departments.listed
    let at = immediateFrom.map { "\($0.chinese)起立即通知" } ?? ""
    let often = immediateFrom == nil ? "只发\(rhythm.chinese)汇总" : "\(at)，其余\(rhythm.chinese)汇总"
    return "\(name)（\(role.chinese)，层级\(level)）：\(whose)\(projects == 0 ? "" : "，\(projects)个项目")；"
      + "\(least.chinese)及以上，\(often)；\(ways.listed)"
  }
}

extension ChannelDeed {
  /// What was done.
  func chinese(at door: Door) -> String {
    switch self {
    case .kept(let name, let kind): "已保存通道“\(name)”（\(kind.chinese)）。\(door(.tryChannel(name)))"
    case .taken(let receipt): "已送达。对方的回答：\(receipt)"
    case .retired(let name): "已停用通道“\(name)”，加密保存的地址和口令已清除，再用要重新添加；它的消息会留在待发状态。"
    case .keyChanged(let ids, let channels, let others, let file):
      "已换上新密钥 \(ids.prefix(1).joined())，\(channels)个通道\(others > 0 ? "和\(others)项登录密钥" : "")已用它重新加密"
        + (ids.count > 1 ? "，旧密钥留在文件里：\(Array(ids.dropFirst()).listed)" : "")
        + "。请把密钥文件 \(file) 备份好。"
    }
  }
}

extension DepartmentDeed {
  /// What was done.
  var chinese: String {
    switch self {
    case .divisionKept(let division, let above): "已保存区划：\(division.label)\(above.map { "，上级 \($0)" } ?? "")。"
    case .renamed(let old, let new):
      "\(old.fiscalYear)年的“\(old.code) \(old.name)”已改为“\(new.code) \(new.name)”"
        + "\(old.division == new.division ? "" : "，属区划\(new.division)")，原有记录不变。"
    case .removed(let department):
      "已移除\(department.fiscalYear)年误导入的部门“\(department.code) \(department.name)”。"
    }
  }
}

extension RulesDeed {
  /// What was done.
  var chinese: String {
    switch self {
    case .used(let name, let version, let day): "自\(day)起采用规则集 \(name) 第\(version)版，此前的日期仍按原来的参数。"
    case .bound(let name, let binding, let day): "自\(day)起，“\(name)”的取值方式改为：\(binding.chinese)。"
    case .layoutAdded(let code, let version, let isNew):
      isNew ? "已存入版式 \(code) 第\(version)版。" : "版式 \(code) 第\(version)版已有，内容相同，没有变化。"
    case .layoutUsed(let code, let version, let form, let day):
      "自\(day)起按版式 \(code) 第\(version)版打印\(form.chinese)，此前报送的仍按报送时的版式。"
    case .boundAlready(let name, let binding): "“\(name)”的取值方式已经是：\(binding.chinese)。"
    }
  }
}

extension ServiceDeed {
  /// What was done.
  var chinese: String {
    switch self {
    case .set(let key, let value): value.map { "已设置 \(key)：\($0)" } ?? "已取消 \(key)。"
    case .migrated(let names): names.isEmpty ? "数据库已是最新。" : "已执行：\(names.listed)"
    case .granted(let role, let kind): kind.map { "已授予 \(role)：\($0.chinese)。" } ?? "已收回 \(role) 的权限。"
    }
  }
}
