package english

import (
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
)

// TestCoreference gives for the last mention of a text the name of the entity
// that it must stand for; "" where it must stay unresolved.
func TestCoreference(t *testing.T) {
	for _, c := range []struct{ about, text, mention, want string }{
		{"an army and its country", "Sudan's army shot down two drones. The army gave no details.", "The army", "Sudan's army"},
		{"a ministry put in two ways", "The Xanthic press quoted Chad's defence ministry. The Chadian Defence Ministry denied it.", "Chad's defence ministry", "Chadian Defence Ministry"},
		{"a doctor", "Gunmen kidnapped Dr. Alaa Hamid. The doctor was freed on Friday.", "The doctor", "Alaa Hamid"},
		{"a general", "Gen. Abdel Fattah al-Burhan spoke. The general was calm.", "The general", "Abdel Fattah al-Burhan"},
		{"a prime minister among presidents", "Ethiopian Prime Minister Abiy Ahmed met Kenyan President William Ruto. The Kenyan president spoke.", "The Kenyan president", "William Ruto"},
		{"a role in apposition", "Father Benito Cruz, a Catholic priest, was abducted. The priest was freed.", "The priest", "Benito Cruz"},
		{"the group", "Abu Sayyaf kidnapped two sailors. The group freed a woman.", "The group", "Abu Sayyaf"},
		{"the rebels", "The Houthis fired a missile at Riyadh. The rebels gave no details.", "The rebels", "Houthis"},
		{"the attackers", "Gunmen stormed a prison. The attackers fled.", "The attackers", "Gunmen"},
		{"the pair", "Abu Sayyaf kidnapped two German sailors. The group freed the pair in May.", "the pair", "two German sailors"},
		{"a ship by its kind", "The Houthis hit the tanker Calypso Dawn. The vessel was damaged.", "The vessel", "Calypso Dawn"},
		{"the noun before a name", "The Houthis hit the tanker Calypso Dawn. The tanker was damaged.", "The tanker", "Calypso Dawn"},
		{"a site by its first word", "A man died at Camp Bagong Diwa. The camp was closed.", "The camp", "Camp Bagong Diwa"},
		{"a government is its country", "Mali hired mercenaries. The Malian government denied it.", "The Malian government", "Mali"},
		{"the government of", "The government of Mali rejected the report.", "The government of Mali", "Mali"},
		{"the country of the report", "BAMAKO, Mali - Militants attacked Mali's army. The government blamed them.", "The government", "Mali"},
		{"no country stands out", "France and Germany agreed. The government spoke.", "The government", "government"},
		{"another's fighters", "Gunmen took a priest. The Moro Islamic Liberation Front denied that its fighters were there.", "its fighters", "fighters"},
		{"a number that differs", "Two soldiers died. The four soldiers were captured.", "The four soldiers", "four soldiers"},
		{"a role by a verb of being", "Gen. Abdel Fattah al-Burhan is a commander of the army. The commander spoke.", "The commander", "Abdel Fattah al-Burhan"},
		{"a role that is denied", "Gen. Abdel Fattah al-Burhan is not a doctor.", "a doctor", "doctor"},
		{"a man's pronoun", "Gen. Abdel Fattah al-Burhan visited the base. He met troops.", "He", "Abdel Fattah al-Burhan"},
		{"the possessor in the clause", "The Saudi-led coalition ended its blockade.", "its", "Saudi-led coalition"},
		{"whom the verb addresses", "China urged Myanmar to release its prisoners.", "its", "Myanmar"},
		{"not the country inside the actor", "Sudan's army said it had shot down two drones.", "it", "Sudan's army"},
		{"not the subject itself", "The army seized the airport after rebels had attacked it.", "it", "airport"},
		{"it as a week", "Israel attacked Syria. It was a week of violence.", "It", ""},
		{"it as what was said", "Turkey accused Greece. Athens denied it.", "it", ""},
		{"people by they", "Three farmers were killed in Syunik. They were Armenians.", "They", "Three farmers"},
		{"surnames that two share", "Ahmed Xorran met Salim Xorran. Xorran spoke later.", "Xorran", "Xorran"},
		{"an age between name and role", "Viktor Zhdanov, 54, a former colonel, was arrested. The colonel was freed.", "The colonel", "Viktor Zhdanov"},
		{"a name and its kind", "Redut Group hired men. The Wagner militia did too. The Wagner militia left.", "The Wagner militia", "Wagner Group"},
		{"a surname of one", "Ramon Xizon spoke. Xizon left.", "Xizon", "Ramon Xizon"},
		{"a well-known name that is another's", "Police arrested Timo Tebboune in Basra. Tebboune denied everything.", "Tebboune", "Timo Tebboune"},
		{"an acronym and its long form", "The Xanthic Liberation Front (XLF) attacked. The XLF fled.", "XLF", "Xanthic Liberation Front"},
	} {
		t.Run(c.about, func(t *testing.T) {
			d := mentions(t, c.text)
			got, reason := "", ""
			for _, m := range d.Mentions {
				if d.Slice(m.Span) != c.mention {
					continue
				}
				got, reason = "", m.Reason
				if e := d.Entity(m.Entity); e != nil {
					got = e.Name
				}
				if reason == "" {
					t.Errorf("%q has no reason", c.mention)
				}
			}
			if !strings.EqualFold(strings.TrimPrefix(strings.TrimPrefix(got, "The "), "the "), strings.TrimPrefix(c.want, "The ")) {
				t.Errorf("%q in %q is %q (%s), want %q", c.mention, c.text, got, reason, c.want)
			}
		})
	}
}

// A pronoun is never an entity, and everything resolved says why.
func TestNoNodeForAPronoun(t *testing.T) {
	d := mentions(t, "He said they had seen it. She thanked them for their help. It was late.")
	if len(d.Entities) > 0 {
		t.Errorf("entities of pronouns alone: %v", d.Entities)
	}
	for _, m := range d.Mentions {
		if m.Entity == "" || m.Reason == "" {
			t.Errorf("%q stands for nothing, or without a reason", d.Slice(m.Span))
		}
	}
}

func TestAliases(t *testing.T) {
	d := mentions(t, "Iraqi forces met U.S. troops. Iraq's army left. The Xanthic Liberation Front (XLF) hit a Xanthic Liberation Front base; XLF men fled.")
	for _, e := range d.Entities {
		seen := map[string]bool{extract.Fold(e.Name): true}
		for _, a := range e.Aliases {
			switch {
			case a == "Iraqi":
				t.Errorf("a demonym is no alias of %s", e.Name)
			case seen[extract.Fold(a)]:
				t.Errorf("%s has alias %q twice", e.Name, a)
			}
			seen[extract.Fold(a)] = true
		}
		if e.Name == "Xanthic Liberation Front" && !slices.Contains(e.Aliases, "XLF") {
			t.Errorf("%s has no alias XLF: %q", e.Name, e.Aliases)
		}
	}
}
