import PortfolioCore

/// What binds a right, told before the story is written: each right is bound at most once.
extension Story {
  /// Chinese patents in force since before a day, not yet bound, of some quality, at random places.
  mutating func freePatents(_ count: Int, grantedBefore: CalendarDay, quality: Int = 45) -> [Int] {
    let candidates = rights.indices.filter { index in
      let right = rights[index]
      return right.isPatent && right.office == "CN" && right.isInForce && !right.isBound
        && right.quality >= quality && (right.life.grant.map { $0 < grantedBefore } ?? false)
    }
    let chosen = dice.sample(count, of: candidates)
    for index in chosen { rights[index].isBound = true }
    return chosen
  }

  mutating func note(_ index: Int, _ day: CalendarDay, _ code: String, _ text: String) {
    rights[index].life.events.append(.init(day: day, code: code, text: text))
  }

  /// A licence out on some rights, recorded a month after its beginning.
  mutating func licenseOut(
    _ contract: String, count: Int, type: String, to party: String, from start: CalendarDay,
    until: CalendarDay?,
    fee: Int, keepInForce: Bool
  ) {
    for index in freePatents(count, grantedBefore: start, quality: 55) {
      let recorded = start + 30
      if type != "ordinary" || dice.chance(600) { note(index, recorded, "EE01", "专利实施许可合同备案") }
      folder.add(
        "licences",
        [
          "licence": contract, "right": rights[index].id, "direction": "out", "type": type,
          "counterparty": party,
          "from_day": start.iso, "to_day": until?.iso ?? "", "recorded_day": recorded.iso, "fee": String(fee),
          "keep_in_force": keepInForce ? "yes" : "no",
        ])
    }
  }

  /// Rights of somebody else that a unit uses under licence; they stand in the list with their owner.
  mutating func licenseIn(
    _ contract: String, count: Int, type: String, owner: String, from start: CalendarDay, fee: Int
  ) {
    let candidates = rights.indices.filter { index in
      let right = rights[index]
      return right.kind == .invention && right.office == "CN" && right.family.isEmpty && right.isInForce
        && !right.isBound && right.shares.count == 1 && (right.life.grant.map { $0 < start } ?? false)
    }
    for index in dice.sample(count, of: candidates) {
      rights[index].isBound = true
      rights[index].applicants = [owner]
      rights[index].shares = [StoryShare(party: owner, percent: 100, from: rights[index].life.filing)]
      rights[index].life.payments = []
      rights[index].note = "许入使用，年费由权利人缴纳"
      folder.add(
        "licences",
        [
          "licence": contract, "right": rights[index].id, "direction": "in", "type": type,
          "counterparty": owner,
          "from_day": start.iso, "fee": String(fee), "keep_in_force": "no",
        ])
    }
  }

  /// A pledge on some rights; an end before the as-of day is a cancelled registration.
  @discardableResult
  mutating func pledge(
    _ registration: String, count: Int, to bank: String, from start: CalendarDay, until: CalendarDay,
    amount: Int
  ) -> [Int] {
    let chosen = freePatents(count, grantedBefore: start, quality: 50)
    for index in chosen {
      note(index, start, "PE01", "专利权质押合同登记生效")
      if until <= asOf { note(index, until, "PC01", "专利权质押合同登记注销") }
      folder.add(
        "pledges",
        [
          "pledge": registration, "right": rights[index].id, "pledgee": bank, "from_day": start.iso,
          "to_day": until.iso, "amount": String(amount),
        ])
    }
    return chosen
  }

  /// A dispute about one right.
  mutating func dispute(
    _ number: String, _ index: Int, type: String, against party: String, from start: CalendarDay,
    until: CalendarDay? = nil, outcome: String = ""
  ) {
    rights[index].isBound = true
    if type == "preservation" {
      note(index, start, "PP01", "专利权的保全")
      if let until { note(index, until, "PD01", "专利权保全的解除") }
    }
    folder.add(
      "disputes",
      [
        "dispute": number, "right": rights[index].id, "type": type, "counterparty": party,
        "from_day": start.iso, "to_day": until?.iso ?? "", "outcome": outcome,
      ])
  }

  /// Transfers a right wholly to another party; the history keeps both.
  mutating func transfer(_ index: Int, to party: String, unit: String?, on day: CalendarDay) {
    guard let share = rights[index].shares.first, rights[index].shares.count == 1 else { return }
    rights[index].shares = [
      StoryShare(party: share.party, percent: 100, from: share.from, to: day),
      StoryShare(party: party, percent: 100, from: day),
    ]
    if let unit {
      rights[index].unit = unit
    } else {
      // Outside the story's owner: others pay from then on.
      rights[index].life.payments.removeAll { $0.day > day }
    }
    rights[index].isBound = true
    note(index, day, "TR01", "专利权的转移")
  }

  /// Patents without co-owner, granted before a day and in force, for transfers.
  mutating func transferable(_ count: Int, grantedBefore: CalendarDay) -> [Int] {
    let candidates = rights.indices.filter { index in
      let right = rights[index]
      return right.isPatent && right.office == "CN" && right.isInForce && !right.isBound
        && right.shares.count == 1 && right.family.isEmpty
        && (right.life.grant.map { $0 < grantedBefore } ?? false)
    }
    return dice.sample(count, of: candidates)
  }

  /// A funding project that led to some patents filed while it ran or a year after.
  mutating func fund(
    _ project: String, programme: String, funder: String, count: Int, from start: CalendarDay,
    until: CalendarDay,
    obligation: String
  ) {
    let candidates = rights.indices.filter { index in
      let right = rights[index]
      return right.kind == .invention && right.office == "CN" && right.note.isEmpty
        && right.life.filing > start && right.life.filing < min(until.adding(years: 1), asOf)
    }
    for index in dice.sample(count, of: candidates) {
      rights[index].note = "项目\(project)成果"
      folder.add(
        "funding",
        [
          "right": rights[index].id, "project": project, "programme": programme, "funder": funder,
          "from_day": start.iso, "to_day": until.iso, "obligation": obligation,
        ])
    }
  }

  /// Takes back the annuity that fell due in the last months: its grace period is running. Returns the right
  /// concerned, the first of the candidates with such an annuity.
  @discardableResult
  mutating func forgetAnnuity(ofOneAmong candidates: [Int]) -> Int? {
    for index in candidates where rights[index].isInForce && rights[index].office == "CN" {
      guard let last = rights[index].life.payments.last else { continue }
      let due = rights[index].life.filing.adding(years: last.year - 1)
      guard asOf - due > 20, asOf - due < 160, due > rights[index].life.grant ?? due else { continue }
      rights[index].life.payments.removeLast()
      rights[index].life.status = .annuityLate
      rights[index].observedOn = asOf
      return index
    }
    return nil
  }
}
