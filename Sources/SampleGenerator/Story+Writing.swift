import PortfolioCore

extension Story {
  /// Writes units, parties, families and everything about single rights into the folder.
  mutating func writeRights() {
    for unit in plan.units {
      folder.add(
        "units", ["unit": unit.code, "parent": unit.parent, "name": unit.name.zh, "name_en": unit.name.en])
      folder.add(
        "parties",
        [
          "party": unit.name.zh, "name_en": unit.name.en, "kind": unitKind, "country": "CN",
          "unit": unit.code,
        ])
    }
    for former in plan.formerNames {
      folder.add(
        "parties",
        [
          "party": former.name.zh, "name_en": former.name.en, "kind": unitKind, "country": "CN",
          "unit": former.unit, "alias_of": plan.unitName(former.unit).zh,
        ])
    }
    for party in plan.outsiders {
      folder.add(
        "parties",
        ["party": party.name.zh, "name_en": party.name.en, "kind": party.kind, "country": party.country])
    }
    for family in families { folder.add("families", ["family": family.id, "title": family.title]) }
    for right in rights {
      writeRow(of: right)
      writeHistory(of: right)
      writeCosts(of: right)
    }
    writeCitations()
  }

  private var unitKind: String { plan.folder == "research-institute" ? "institute" : "enterprise" }

  private mutating func writeRow(of right: StoryRight) {
    let life = right.life
    folder.add(
      "rights",
      [
        "right": right.id, "kind": right.kind.rawValue, "office": right.office,
        "application_number": right.application, "publication_number": right.publicationNumber,
        "grant_number": right.grantNumber, "title": right.title.zh, "title_en": right.title.en,
        "filing_day": life.filing.iso, "priority_day": right.priority?.iso ?? "",
        "publication_day": life.publication?.iso ?? "", "grant_day": life.grant?.iso ?? "",
        "expiry_day": life.expiry?.iso ?? "", "end_day": life.end?.iso ?? "", "family": right.family,
        "unit": right.unit, "business_line": right.line, "status": life.status.rawValue,
        "status_observed_on": right.observedOn?.iso ?? "", "ipc": right.ipc.joined(separator: ";"),
        "classes": right.classes.joined(separator: ";"), "claims": right.claims.map { String($0) } ?? "",
        "independent_claims": right.independentClaims.map { String($0) } ?? "",
        "applicants": right.applicants.joined(separator: ";"), "owners": right.owners.joined(separator: ";"),
        "inventors": right.inventors.joined(separator: ";"), "note": right.note,
      ])
  }

  private mutating func writeHistory(of right: StoryRight) {
    for share in right.shares {
      folder.add(
        "ownership",
        [
          "right": right.id, "party": share.party, "share_percent": share.percent.map { String($0) } ?? "",
          "from_day": share.from.iso, "to_day": share.to?.iso ?? "",
        ])
    }
    for event in right.life.events {
      folder.add(
        "events", ["right": right.id, "day": event.day.iso, "code": event.code, "text": event.text])
    }
    for payment in right.life.payments {
      folder.add(
        "payments",
        [
          "right": right.id, "fee_year": String(payment.year), "paid_day": payment.day.iso,
          "amount": String(payment.amount),
          "surcharge": payment.surcharge == 0 ? "" : String(payment.surcharge),
          "currency": payment.currency == "CNY" ? "" : payment.currency,
        ])
    }
  }

  private mutating func writeCosts(of right: StoryRight) {
    func cost(_ kind: String, _ amount: Int, _ day: CalendarDay) {
      folder.add("costs", ["right": right.id, "day": day.iso, "kind": kind, "amount": String(amount)])
    }
    let filed = right.life.filing
    // What others own cost others.
    guard let first = right.shares.first, !plan.outsiders.contains(where: { $0.name.zh == first.party })
    else { return }
    switch (right.kind, right.office) {
    case (.invention, "CN"):
      cost("agent", dice.throwOne(of: 40...90) * 100, filed)
      if let grant = right.life.grant, dice.chance(250) {
        cost("prosecution", dice.throwOne(of: 10...40) * 100, grant - 100)
      }
    case (.utilityModel, _): cost("agent", dice.throwOne(of: 15...30) * 100, filed)
    case (.design, _): cost("agent", dice.throwOne(of: 8...15) * 100, filed)
    case (.trademark, _): cost("filing", 300 * right.classes.count, filed)
    case (.technicalSecret, _): cost("research", dice.throwOne(of: 5...200) * 10_000, filed)
    default:
      cost("filing", dice.throwOne(of: 120...400) * 100, filed)
      cost("translation", dice.throwOne(of: 60...200) * 100, filed)
    }
  }

  /// Citation counts as seen on three days: few patents have many, and they only grow.
  private mutating func writeCitations() {
    let days = [day(2024, 6, 30), day(2025, 6, 30), asOf]
    for right in rights where right.isPatent {
      guard let published = right.life.publication else { continue }
      let base = right.quality < 40 ? 60 : right.quality < 60 ? 180 : right.quality < 80 ? 450 : 1300
      // A few are cited far more than their quality says, and the other way round.
      let luck = dice.pick([200, 600, 1000, 2500], weights: [3, 4, 3, 1])
      let kindFactor = right.kind == .invention ? 1000 : right.kind == .utilityModel ? 350 : 80
      let mean = base * luck / 1000 * kindFactor / 1000
      let backward = right.kind == .design ? 0 : 2 + dice.count(meanPermille: 3500)
      let literature = right.kind == .invention ? dice.count(meanPermille: 700) : 0
      var (forward, own) = (0, 0)
      var seen = published.adding(months: 6)
      for observed in days where published <= observed {
        while seen <= observed {
          for _ in 0..<dice.count(meanPermille: mean) {
            forward += 1
            if dice.chance(220) { own += 1 }
          }
          seen = seen.adding(months: 6)
        }
        folder.add(
          "citations",
          [
            "right": right.id, "observed_on": observed.iso, "forward": String(forward),
            "forward_self": String(own), "backward": String(backward), "non_patent": String(literature),
            "family_size": String(right.familySize),
          ])
      }
    }
  }
}
