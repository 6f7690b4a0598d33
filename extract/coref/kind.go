package coref

import (
	"slices"

	"sitrep/extract"
)

// sameKind tells why a definite phrase stands for a chain by another noun for
// its kind: "the group", "the pair", "the rebels", "the vessel".
func (c *chains) sameKind(p phrase, ch *chain, gap int) string {
	m := p.mention
	if !p.definite || p.restricted || p.number != "" && !c.lex.Is("generic_pair", p.head) && !counts(p, ch) {
		return ""
	}
	if p.owner != 0 && !(c.lex.Is("generic_craft", p.head) && !p.plural && !ch.plural && ch.flag == p.owner) && !(p.owner == ch.owner && c.lex.Is("serving", p.head)) && !(c.lex.Is("doer", p.head) && ch.subclass == "ArmedGroup" && c.list[p.owner-1].class == extract.Person) && (p.owner != ch.owner && ch.owner != 0 || c.list[p.owner-1].subclass != "Country" || !c.lex.Is("generic_organisation", p.head) || c.d.Tokens[m.Head].Tag == "NNS" || gap > 1) {
		return "" // but "the Somali group"
	}
	named := ch.name != ""
	bare := true
	for w := range p.mods {
		bare = bare && (c.lex.Is("group_modifier", w) || c.lex.Is("people_adjective", w) || c.countsMembers(w))
	}
	switch {
	case p.head == "trio":
		if ch.plural && (ch.number == "three" || ch.number == "3") && ch.class != extract.Place && gap <= kindReach {
			return "as many"
		}
	case p.head == "gang" && !p.plural && bare && !named && ch.plural && ch.subclass == "ArmedGroup" && ch.assailed && gap <= kindReach && c.alone(p, ch):
		return "who did it"
	case c.lex.Is("generic_pair", p.head):
		if (ch.plural && (ch.number == "two" || ch.number == "2") || overlap(c.lex, "generic_pair", ch.heads)) && ch.class != extract.Place && gap <= kindReach {
			return "the pair"
		}
	case c.lex.Is("generic_organisation", p.head) && !p.plural:
		if c.lex.Is("members_body", p.head) && ch.subclass != "Intergovernmental" && !overlap(c.lex, "members_body", ch.endings) {
			break // a group is no alliance
		}
		if !named && bare && !ch.plural && ch.class == extract.Organisation && (m.Subclass == "" || ch.subclass == m.Subclass) && gap <= 1 && overlap(c.lex, "generic_organisation", ch.heads) && !c.lex.Is("members_body", p.head) {
			return "the group" // "The rebel group ... the outfit"
		}
		if named && bare && ch.class == extract.Organisation && (p.head == "group" || !overlap(c.lex, "branch", ch.heads)) && slices.Contains([]string{"ArmedGroup", "Party", "", "Intergovernmental"}, ch.subclass) {
			return "the group"
		}
	case c.lex.Is("soldiery", p.head) && ch.subclass == "Military" && m.Class == extract.Organisation:
		if len(p.mods) == 0 && gap <= kindReach && (ch.heads["army"] || ch.heads["military"]) {
			return "its kind"
		}
	case p.head == "paramilitary" && p.plural && named && bare && ch.subclass == "Military" && ch.owner == 0 && gap <= kindReach:
		return "its kind" // "the Rapid Support Forces ... the paramilitaries"
	case p.head == "force" && !p.plural:
		head := extract.HeadWord(ch.name)
		if bare && ch.class == extract.Organisation && (ch.subclass == "Police" || ch.subclass == "Military" || head == "forces" || head == "force") && !ch.plural && gap <= kindReach && !c.otherMission(p, ch) {
			return "the force"
		}
	case m.Class == extract.Person && ch.class == extract.Organisation && !named && ch.plural && p.plural && ch.heads[p.head] && bare && c.lex.Is("people", p.head):
		return "the men" // "four armed men ... the men"
	case m.Class == extract.Person && ch.class == extract.Organisation && !named && ch.plural && p.plural && p.owner != 0 && p.owner == ch.owner && ch.subclass == "Military" && c.lex.Is("serving", p.head) && gap <= kindReach:
		return "its kind" // "Chad's border troops ... the Chadian guards"
	case m.Class == extract.Person && ch.class == extract.Organisation && p.plural && p.owner == 0 && len(p.mods) == 0 && p.number == "" && ch.subclass == "Military" && c.lex.Is("troops", p.head) && gap <= kindReach &&
		(!named && ch.plural && (ch.heads["troops"] || ch.heads["force"]) || extract.HeadWord(ch.name) == "troops"):
		return "its kind" // "Indian troops ... the soldiers"
	case (p.head == "troops" || p.head == "troop") && p.plural && p.owner == 0 && len(p.mods) == 0 && ch.class == extract.Organisation && !named && ch.plural && ch.subclass == "Military" && (ch.heads["force"] || ch.heads["soldier"]) && gap <= kindReach:
		return "its kind" // "special forces ... the troops"
	case p.head == "monitor" && m.Class == extract.Person && ch.class == extract.Organisation && ch.subclass == "" && named && bare && !p.plural && gap <= kindReach:
		return "its kind"
	case ch.class != m.Class:
	case p.head == "party" && named && bare && !p.plural && gap <= kindReach && c.lex.Is("party_head", extract.HeadWord(ch.name)):
		return "the party"
	case m.Class == extract.Organisation && len(p.mods) == 0 && p.plural && c.lex.Is("doer", p.head) && ch.assailed && ch.subclass != "Intergovernmental" && gap <= kindReach && c.alone(p, ch):
		return "who did it" // "Border guards opened fire ... the attackers"
	case m.Subclass == "ArmedGroup" && (ch.subclass == "ArmedGroup" || ch.subclass == "" && named && ch.assailed) && bare && p.plural:
		if c.lex.Is("faction", p.head) && (named || ch.plural && ch.owner != 0 && c.list[ch.owner-1].class == extract.Organisation && gap <= 1 && overlap(c.lex, "fighter_alone", ch.heads)) || !named && ch.plural && (ch.owner == 0 || c.lex.Is("doer", p.head)) && !c.lex.Is("faction", p.head) {
			return "its kind"
		}
	case m.Class == extract.Organisation && named && bare && !p.plural && gap <= kindReach && (m.Subclass == "Company" || m.Subclass == "Media") && (m.Subclass == ch.subclass || ch.class == m.Class && ch.subclass == "") && c.lex.Is(m.Subclass+"_noun", p.head):
		return "its kind"
	case ch.class == extract.Organisation && named && bare && !p.plural && gap <= kindReach && (ch.subclass == "" || ch.subclass == "Intergovernmental") && c.lex.Is("agency_noun", p.head):
		return "its kind"
	case m.Class == extract.Organisation && named && bare && !p.plural && m.Subclass == ch.subclass && m.Subclass == "ArmedGroup":
		return "its kind"
	case m.Class == extract.Person && bare && !named && p.plural == ch.plural && gap <= kindReach && c.befell(p.head, ch):
		return "what befell it" // "abducted five engineers ... the hostages"
	case m.Class == extract.Person && bare && !named && !p.plural && !ch.plural && gap <= kindReach && c.lex.Is("doer", p.head) && (overlap(c.lex, "fighter_alone", ch.heads) || ch.heads["man"] || ch.heads["woman"]):
		return "its kind" // "a gunman ... the attacker"
	case m.Class == extract.Person && (bare || c.listedMods(p, "plight") && len(ch.suffered) > 0) && p.plural && c.lex.Is("people", p.head) && !c.lex.Is("arrested_people", p.head):
		if !named && ch.plural && gap <= kindReach {
			return "the men"
		}
	case m.Subclass == "Vehicle" && ch.subclass == "Vehicle" && p.head == "vehicle":
		if bare && p.plural == (ch.plural || ch.many) && gap <= 1 {
			return "its kind"
		}
	case p.head == "device" && bare && ch.subclass == "Explosive" && p.plural == ch.plural && gap <= kindReach:
		return "its kind"
	case p.head == "aircraft" && !p.plural && bare && !ch.plural && gap <= 1 && (ch.subclass == "Helicopter" || ch.subclass == "Drone"):
		return "its kind"
	case c.lex.Is("convoy_noun", p.head) && bare && !named && !p.plural && !ch.plural && gap <= kindReach && overlap(c.lex, "convoy_noun", ch.heads):
		return "its kind"
	case m.Subclass == "Ship" && ch.subclass == "Ship", m.Subclass == "Aircraft" && ch.subclass == "Aircraft":
		if c.lex.Is("generic_craft", p.head) && (p.head == "aircraft" || p.plural == (ch.plural || ch.many)) && gap <= kindReach {
			return "its kind"
		}
	case m.Subclass == "Ship" && ch.subclass == "Ship" && named && bare && !p.plural && !ch.plural && len(ch.heads) == 0 && gap <= 1:
		return "its kind" // "USS Carney ... the destroyer"
	case m.Class == extract.Weapon && named && m.Subclass == ch.subclass && bare && !p.plural && gap <= kindReach && m.Subclass != "Ship" && m.Subclass != "Vehicle":
		return "its kind"
	case m.Subclass == "City" && (ch.subclass == "City" || ch.subclass == "") && named && c.listedMods(p, "town_modifier") && !p.plural && (gap <= kindReach || c.onlyTown(p, ch)):
		return "its kind"
	case m.Subclass == "Region" && ch.subclass == "Region" && named && bare && !p.plural && gap <= kindReach && c.lex.Is("region_noun", p.head):
		return "its kind"
	case m.Subclass == "Site" && ch.subclass == "Site" && bare && !p.plural && !ch.plural && gap <= kindReach && c.lex.Is("generic_site", p.head):
		return "its kind"
	case m.Class == extract.Person && c.listedMods(p, "of_age") && !p.plural && !ch.plural && ch.number == "" && gap <= 1 && c.unqualified(m) && c.lex.Is("people", p.head) && !ch.suffered["killed"] && (ch.gender == 0 || ch.gender == c.gendered("noun", p.head)):
		return "the man" // "abducted a nurse. The man was found dead"
	case m.Class == extract.Person && !p.plural && !named && !ch.plural && gap <= kindReach && c.lex.Is("people", p.head) && ch.suffered["killed"] && overlap(c.lex, "dead", p.mods):
		return "what befell it"
	}
	return ""
}
