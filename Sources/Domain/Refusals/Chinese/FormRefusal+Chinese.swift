extension FormRefusal {
  /// The sentence for the person who asked.
  func chinese(at door: Door) -> String {
    switch self {
    case .noSuchField(let field, let of): "\(of)没有“\(field)”一栏。"
    case .noSuchIndicator: "这张表没有这项指标。"
    case .indicatorMissing(let field): "“\(field)”请指明是第几项指标。"
    case .indicatorNotWanted(let field): "“\(field)”是整张表的，不属于某一项指标。"
    case .onlySource(let field): "项目只有一个资金来源，“\(field)”就是支出记录的合计，不需要填写。"
    case .executionComputed: "全年预算数不为零，预算执行率得分按公式计算，不需要填写。"
    case .forecastOutOfBounds(let forecast): "全年预计执行数\(forecast)。"
    case .expectedAbove(let indicator, let expected, let most):
      "“\(indicator)”全年预计\(expected)已不可能：已过节点的及时率不再变化，其余节点都按时支付，全年最多为\(most)，请更正。"
    case .expectedNotAmount(let indicator, let text, let like):
      "“\(indicator)”限定金额，全年预计完成情况应是一个金额，如\(like)，收到“\(text)”；补充的话请写在备注里。"
    case .costsDiffer(let costs, let forecast):
      "\(costs.chinese(beside: forecast))。请核对改正；确属如此的，\(door(.confirm))。"
    case .questions(let questions): questions.chinese(at: door)
    case .reported(let indicator): "“\(indicator)”已有记录的完成值，不能再写“未到期”。"
    case .periodNotOpen(let form, let from, let today):
      "\(form)的完成值自\(from.chinese)起填报，现在是\(today.chinese)；本期以前的完成值请按其日期另行记录。"
    case .nothingToConfirm(let indicator): "“\(indicator)”没有填报过完成值，无可沿用，请填写完成值。"
    case .changedMeanwhile(let cell, let now, let typed):
      "“\(cell)”刚才已被别人\(now.isEmpty ? "清空" : "改为“\(now)”")，您填的是“\(typed)”。再保存一次就改成您填的，不改的请恢复原样。"
    case .rowsChanged: "这张表的指标已变（导入了新的文件或调整了顺序），没有保存。请按现在的指标核对填写的内容，再保存。"
    case .reasonMissing(let field): "更正“\(field)”请写明理由。"
    case .tooLong(let field, let length, let most): "“\(field)”有\(length)字，最多\(most)字。"
    case .negative(let field): "“\(field)”不能是负数。"
    case .causeUnknown(let word, let known): "不认识的偏差原因“\(word)”，可选：\(known.listed)。"
    case .likelihoodUnknown(let text, let known): "完成目标可能性“\(text)”应为\(known.listed)之一。"
    case .periodNotOver(let form, let end, let today): "\(form)的数据到\(end.chinese)才完整，现在是\(today.chinese)，还不能报送。"
    case .actorMissing: "请写明由谁办理。"
    case .beforeLast(let day, let last, let did): "日期\(day.chinese)早于上一步的日期（\(last.chinese)\(did)），请核对。"
    case .incomplete(let blockers):
      "还不能报送，缺\(blockers.count)处：\(blockers.prefix(5).joined(separator: "；"))\(blockers.count > 5 ? "；等" : "")。"
    case .unchanged(let returned):
      "\(returned.actor)于\(returned.day.chinese)退回，意见：\(returned.note ?? "")；退回以后这张表没有改动。请按意见修改，确需原样再报的，\(door(.submitAnyhow))。"
    case .remarksMissing: "退回请写明意见。"
    case .remarkEmpty: "没有写意见。"
    case .approverIsFiller(let actor): "“\(actor)”填写或报送过这张表，应由另一人审核。"
    case .locked: "这张表已审核通过并锁定；更正请先建立更正版本\(door(.revise))。"
    case .submitted: "这张表已经报送，不能再填；需要修改请先撤回\(door(.withdraw))。"
    case .submittedAlready: "这张表已经报送，等待审核。"
    case .notSubmitted(let state): "这张表还没有报送（现为\(state)），不能办理。"
    case .movedOn(let state, let last):
      "这张表在您打开以后又有变动（\(last.map { "\($0.actor)于\($0.day.chinese)\(FormAction.chinese($0.kind))，" } ?? "")现为\(state)），没有办理。请看过现在的内容再办理。"
    case .notApproved(let state): "只有审核通过的表才能建立更正版本；这张表现为\(state)，可以直接修改。"
    case .noSubmission(let form): "这一期没有记录过报送\(form)，没有可撤销的。"
    case .submittedByForms: "这一期的表是在系统里报送的，请逐张撤回或退回。"
    case .noSuchMonth(let month, let known):
      "没有截至\(month)月的监控表，可以是截至\(known.map { "\($0)月" }.listed)的；需要其他月份的，\(door(.addPeriod))。"
    case .amountWithoutUnit(let field, let text): "“\(field)”请写明单位：\(text)万元，或\(text)元。"
    case .layoutUnsound(let place, let problem): "版式\(place.isEmpty ? "文件" : "的 \(place) 处")\(problem.chinese)。"
    case .layoutUnknown(let name, let known): "没有版式“\(name)”，可写\(known.listed)。"
    case .layoutOfOtherForm(let name, let form): "版式“\(name)”是\(form)的，请换一个，或改打印\(form)。"
    case .layoutTooEarly(let day, let handedIn):
      "\(handedIn.chinese)已有报送的表，照报送时的版式打印；新版式要从\((handedIn + 1).chinese)或以后采用，收到\(day.chinese)。"
    case .snapshotUnreadable: "定稿内容无法读取，可能由更新的程序写入，请使用新版本的程序。"
    }
  }
}

extension CostSum {
  /// Both sums and how they differ.
  package func chinese(beside forecast: Money) -> String {
    let others = others == .zero ? "" : "，另有不属于这几项的支出\(others.grouped)元"
    return
      "成本各项全年预计合计\(sum.grouped)元\(others)，全年预计执行数\(forecast.grouped)元，相差\(excess(over: forecast).magnitude.grouped)元"
  }
}
