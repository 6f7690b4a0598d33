package english

import (
	"context"
	"slices"
	"strings"
	"testing"

	"sitrep/extract"
)

// mentions runs the standard pipeline as far as the entities.
func mentions(t testing.TB, text string) *extract.Document {
	t.Helper()
	var stages []extract.Stage
	for _, s := range standard(t).Stages() {
		stages = append(stages, s)
		if s.Name == "link" {
			break
		}
	}
	p, err := extract.NewPipeline(stages...)
	if err != nil {
		t.Fatal(err)
	}
	d := &extract.Document{ID: "test", Text: text}
	if err := p.Run(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// found lists a document's mentions as "form class text", one a line.
func found(d *extract.Document) []string {
	var out []string
	for _, m := range d.Mentions {
		class := string(m.Class)
		if m.Subclass != "" {
			class += "/" + m.Subclass
		}
		out = append(out, string(m.Form)+" "+class+" "+d.Slice(m.Span))
	}
	return out
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		about, text string
		want        []string
		not         []string // texts that are no mention of that form
	}{
		{
			"bodies and regiments with a number, foreign bodies, ranks in pieces, men of an acronym", "Frente 17 rebels and Brigade 208 soldiers fled from the Brigada Mixta 6. 21 Punjab Rifles shot at VTO men. Troops told Fiscalía General del Norte and District Brig. Gen. Aldo Mora of it.",
			[]string{"name Organisation Frente 17", "name Organisation/Military Brigade 208", "nominal Person Brigade 208 soldiers", "name Organisation Brigada Mixta 6", "name Organisation VTO", "name Organisation Fiscalía General del Norte", "name Person Aldo Mora"},
			[]string{"nominal Organisation/ArmedGroup 17 rebels", "name Person District Brig"},
		},
		{
			"a body by what it is called, who owns something, whose people speak, whom somebody told", "Sindacam, a porters' union, denied it. The lorry, owned by Barkhat Movers, burned, Tamba Niaré told Horseedline. Wadani Médias said its editor had left.",
			[]string{"name Organisation Sindacam", "name Organisation/Company Barkhat Movers", "name Organisation/Media Horseedline", "name Organisation/Media Wadani Médias"},
			[]string{"name Organisation Barkhat Movers,"},
		},
		{
			"ships with numbers, slashes and a word after them", "The tanker M/T Aurelia Star passed. The Hai Feng 31, a survey ship, met another boat, Jin Long No. 4, near MV Coral Bay I had sunk.",
			[]string{"name Weapon/Ship M/T Aurelia Star", "name Weapon/Ship Hai Feng 31", "name Weapon/Ship Jin Long No. 4", "name Weapon/Ship MV Coral Bay I"},
			nil,
		},
		{
			"where somebody came from or fled to, what a drone struck, whom somebody met", "A drone struck Hpawngkan. Residents fled with their goats to Loikwat. A trader from Murdhagan met Lasheng Naw Brang there. A man known as \"Mandioca\" speaks Urdu.",
			[]string{"name Place Hpawngkan", "name Place Loikwat", "name Place Murdhagan", "name Person Lasheng Naw Brang", "name Person Mandioca"},
			[]string{"name Place Urdu"},
		},
		{
			"names that hold small or stopped words, and a double name", "Daw Mya Than Oo and Kossi Tano dit Le Chat left Bergen aan Zee. The RPC-N fought Eastern Hills Tribes' Army men.",
			[]string{"name Person Mya Than Oo", "name Person Kossi Tano dit Le Chat", "name Place/City Bergen aan Zee", "name Organisation RPC-N", "name Organisation/Military Eastern Hills Tribes' Army"},
			nil,
		},
		{
			"a place that is unknown, by the verb before it, its people or its bullet", "Gunmen entered Mandurwaji and took Sokhole. Villagers of Yarhidne fled. They killed a courier, Khidr Silo, on the Bamako-Kati road.",
			[]string{"name Place Mandurwaji", "name Place Sokhole", "name Place Yarhidne", "name Person Khidr Silo", "name Place/Site Bamako-Kati road"},
			nil,
		},
		{
			"somebody called Said, a church, a union's apostrophe, a post of a line, a ship's flag, a maker's model", "Troops killed Said Benali and Sgt. 1st Class Paul Reyes near Border Pillar 12. The hijacker Ahmed Sabri hid at St. Jude Catholic Church. The Chadian Doctors' Trade Union protested. The Barbados-flagged Ocean Pearl met an Ilyushin Il-20.",
			[]string{"name Person Said Benali", "name Person Paul Reyes", "name Place/Site Border Pillar 12", "name Person Ahmed Sabri", "name Place/Site St. Jude Catholic Church", "name Organisation Chadian Doctors' Trade Union", "name Weapon/Ship Ocean Pearl", "name Weapon/Aircraft Ilyushin Il-20"},
			[]string{"name Person Class Paul Reyes", "name Weapon/Ship Barbados-flagged Ocean Pearl"},
		},
		{
			"a party and an island, a group's name that reads like a place, chambers, a town that people are called too", "The Syrian air force hit it. The youth camp of the Labour Party on Frudoya island burned. The militant group Desert Camp entered Palma. Tobruk's House of Representatives met President-elect Luis Arce Soto. A sniper named Zaurbek hid in the Umm Qasil district of Zliten.",
			[]string{"name Organisation/Party Labour Party", "name Organisation/ArmedGroup Desert Camp", "name Place/City Palma", "name Organisation/Government House of Representatives", "name Person Luis Arce Soto", "name Person Zaurbek", "name Place/Region Umm Qasil district"},
			[]string{"name Organisation/Company Syrian air", "name Place/Site House of Representatives", "name Person President-elect Luis Arce Soto"},
		},
		{
			"posts, exercises, peoples and headlines name nobody", "The Foreign Secretary met the Army Chief. They took part in Exercise Noble Lance in mid-July. The Basque group spoke to the Western media.\n\nNorth Korea Fires Ballistic Missile Over Japan\n\nIsraeli Police Arrest Twenty After Mob Attacks Church",
			[]string{"nominal Person The Foreign Secretary", "nominal Weapon/Missile Ballistic Missile", "name Place/Country North Korea"},
			[]string{"name Person Foreign Secretary", "name Place Exercise Noble Lance", "name Place mid-July", "name Organisation/Media Western", "name Organisation Basque", "name Organisation Army Chief"},
		},
		{
			"media, offices, credits and what somebody goes by", "SOS Médias Tchad and Koupéla Info named him as Issa Barkaï. Atilac agents told the Weekly Zambo that they held Rodrigo Calle Peña, \"El Gavilán\". A leader of Hefazat-e-Millat wrote on Telegram: May God help us.",
			[]string{"name Organisation/Media SOS Médias Tchad", "name Organisation/Media Koupéla Info", "name Person Issa Barkaï", "name Organisation Atilac", "name Organisation/Media Weekly Zambo", "name Person El Gavilán", "name Organisation Hefazat-e-Millat"},
			[]string{"name Person God", "name Organisation Telegram", "name Place/Country Tchad"},
		},
		{
			"known names that go on, before and after", "Sirwan Masoud Barzani met men of the Oromo Liberation Army-Bale. Nurlan Asanov uulu saw M37, a civic movement, in Mile 12. The US-Iran talks failed.",
			[]string{"name Person Sirwan Masoud Barzani", "name Organisation/ArmedGroup Oromo Liberation Army-Bale", "name Person Nurlan Asanov uulu", "name Organisation M37", "name Place/City Mile 12", "name Place/Country US", "name Place/Country Iran"},
			nil,
		},
		{
			"who is of a body, hulls with numbers, what is flown over", "Lin Jundao, of the Eastern Command, said CCG 4107 had left. A drone circled over Hamisha. They met Padre Fonsu Kwirimo.",
			[]string{"name Person Lin Jundao", "name Weapon/Ship CCG 4107", "name Place Hamisha", "name Person Fonsu Kwirimo"},
			nil,
		},
		{
			"a day and month before a town, bases whose noun comes first, numbers after nouns", "4 Jan. Gao (Mali): troops left Forward Operating Base Hammer for Checkpoint 9. Patrol Boat 402 sank off Haeju.",
			[]string{"name Place/City Gao", "name Place/Site Forward Operating Base Hammer", "name Place/Site Checkpoint 9", "name Weapon/Ship Patrol Boat 402"},
			nil,
		},
		{
			"somebody whose surname is a common noun", "Alan Butler, a diplomat, flew to Juba. Butler met rebels there. Carol Shepherd stayed. Witnesses blamed Shepherd, and a shepherd fled.",
			[]string{"name Person Butler", "name Person Shepherd", "nominal Person a shepherd"},
			nil,
		},
		{
			"a nation before a numbered unit, a battalion and its regiment", "The Iraqi Fifth Corps fled from the 1st Battalion, 30th Infantry Regiment, near Kirkuk.",
			[]string{"name Organisation/Military Fifth Corps", "name Organisation/Military 1st Battalion, 30th Infantry Regiment"},
			[]string{"name Organisation/Military Iraqi Fifth Corps"},
		},
		{
			"companies by the first words of their names, made of a place or not", "Sable Ridge Holdings sold trucks to Samarkand Aviatech. Sable Ridge named no price, but Sable's chairman did.",
			[]string{"name Organisation/Company Sable Ridge Holdings", "name Organisation/Company Sable Ridge", "name Organisation/Company Sable", "name Organisation Samarkand Aviatech"},
			[]string{"name Place/City Samarkand"},
		},
		{
			"bodies named after their owner, broadcasters, missions with their country, an acronym given to a body", "The FARC's Segovia column freed staff of the Danish Refugee Council (DRC) and of the European Union Training Mission in Mali, Radio Tamazuj said. The DRC thanked them.",
			[]string{"name Organisation/ArmedGroup Segovia column", "name Organisation DRC", "name Organisation/Intergovernmental European Union Training Mission in Mali", "name Organisation/Media Radio Tamazuj"},
			[]string{"name Place/Country DRC"},
		},
		{
			"titles that belong to a single name, surnames that are towns', states in full", "Qari Farhan and Shamsuddin Zabul crossed into the Republic of Tajikistan. Zabul was armed.",
			[]string{"name Person Qari Farhan", "name Person Shamsuddin Zabul", "name Person Zabul", "name Place/Country Republic of Tajikistan"},
			[]string{"name Place/Region Zabul"},
		},
		{
			"what stands around a name is no part of it", "Congress may blacklist Solmar. The Greek government sued Solmar Holdings of Piraeus. The British Royal Navy boarded its ship. PATRAS, May 4 (Pamir Press) - Anwar Dzhu is the director of Solmar.",
			[]string{"name Organisation/Company Solmar Holdings", "name Place/City Piraeus", "nominal Place/Country The Greek government", "name Person Anwar Dzhu"},
			[]string{"name Organisation/Company Solmar Holdings of Piraeus", "nominal Organisation/Media Pamir Press", "name Organisation/Military British Royal Navy"},
		},
		{
			"a place and its small head noun", "Turkey bombed the Makhmour camp and moved tanks to the Goris road.",
			[]string{"name Place/Site Makhmour camp", "name Place/Site Goris road"},
			nil,
		},
		{
			"given names, short ones too, and surnames", "Pam Whitfield paid Zoltan Kertesz, and a Nordic tanker, the Calypso Pearl, left.",
			[]string{"name Person Pam Whitfield", "name Person Zoltan Kertesz"},
			[]string{"name Person Calypso Pearl"},
		},
		{
			"ships that bear a town's or a person's name", "The ferry Maria Teresa and a French frigate, the Alsace, met the trawler Santa Rosa. Gunmen hijacked the Osman Bey; the Santa Rosa got away. The tanker Iran seized had left Dakar.",
			[]string{"name Weapon/Ship Maria Teresa", "name Weapon/Ship Alsace", "name Weapon/Ship Santa Rosa", "name Weapon/Ship Osman Bey", "name Place/Country Iran", "name Place/City Dakar"},
			[]string{"name Place/City Santa Rosa", "name Person Osman Bey", "name Weapon/Ship Iran"},
		},
		{
			"heads of two words, units by number, owners apart", "The Western Military District sent the 77 Brigade to Oreshki. The Coastal Command of the Armed Forces lost the Navy's Third Flotilla.",
			[]string{"name Organisation/Military Western Military District", "name Organisation/Military 77 Brigade", "name Organisation/Military Coastal Command", "name Organisation/Military Third Flotilla"},
			[]string{"name Place Western Military District", "name Organisation/Military Coastal Command of the Armed Forces"},
		},
		{
			"companies by trade, but no subject of study", "Delfin Freight and Kastor Tankers sued. He spoke of Legal Risk.",
			[]string{"name Organisation/Company Delfin Freight", "name Organisation/Company Kastor Tankers"},
			[]string{"name Organisation/Company Legal Risk", "name Person Delfin Freight"},
		},
		{
			"bodies with a noun in small letters, groups by their first word", "The Carlos Ruano front fled. Liwa Thuwar al-Raqqa and Tehreek-i-Fath denied it, and so did the General Staff.",
			[]string{"name Organisation/ArmedGroup Carlos Ruano front", "name Organisation Liwa Thuwar al-Raqqa", "name Organisation Tehreek-i-Fath", "name Organisation/Military General Staff"},
			[]string{"name Person Carlos Ruano", "name Place/City Raqqa"},
		},
		{
			"lists of places, what bears a person's name", "Bandits raided Birnin Gwari, Dankolo and Tushi. Shells hit the Imam Khomeini Hospital and St. Mary's Church.",
			[]string{"name Place Dankolo", "name Place Tushi", "name Place/Site Imam Khomeini Hospital", "name Place/Site St. Mary's Church"},
			[]string{"name Person Dankolo", "name Place/Site Khomeini Hospital"},
		},
		{
			"weapons in the plural, ships with numbers", "They fired Javelins and NLAWs. The tug Mahakam 7 met the INS Tarmugli, and the Tarmugli left.",
			[]string{"name Weapon/Missile Javelins", "name Weapon/Missile NLAWs", "name Weapon/Ship Mahakam 7", "name Weapon/Ship Tarmugli"},
			nil,
		},
		{
			"somebody taken hostage", "Rebels took four sailors hostage and held the captain prisoner.",
			[]string{"nominal Person four sailors", "nominal Person the captain"},
			nil,
		},
		{
			"the head of a name alone", "The Social Relief Fund was robbed; the fund fell silent. The Eastern Front denied it, the Front says. Shells hit the fire station in Nyala, and the station burned. He stood at the front.",
			[]string{"nominal Organisation the fund", "name Organisation/ArmedGroup Front", "nominal Place/Site the station"},
			[]string{"nominal Organisation/ArmedGroup the front"},
		},
		{
			"verbs that look like things in the plural", "Hezbollah, whom Iran arms, left. The union, which shelters and trains recruits, lost arms. Omar Hadi, 54, heads the Green Brigade.",
			[]string{"nominal Person recruits", "nominal Weapon arms"},
			[]string{"nominal Place/Site shelters", "nominal Person heads"},
		},
		{
			"posts and positions of a side, parts of a body", "Shells hit two Indian posts and rebel positions; the Falcons, a splinter of the FARC, gave no position on that. His post on the net named a branch.",
			[]string{"nominal Place/Site two Indian posts", "nominal Place/Site rebel positions", "nominal Organisation a splinter"},
			[]string{"nominal Place/Site no position", "nominal Place/Site His post", "nominal Organisation a branch"},
		},
		{
			"names that begin with their noun", "Fighting with Faylaq al-Majd went on near Umm al-Kayf and in Wadi al-Hajar. Militants of Ansar Dine left. Ahmed al-Kayf spoke.",
			[]string{"name Organisation Faylaq al-Majd", "name Place Umm al-Kayf", "name Place Wadi al-Hajar", "name Person Ahmed al-Kayf"},
			[]string{"name Organisation Militants of Ansar Dine"},
		},
		{
			"firms whose names are words", "Shares of Apple rose, while Target closed twelve stores; the target was an apple, as Target Lane shows.",
			[]string{"name Organisation/Company Apple", "name Organisation/Company Target"},
			nil,
		},
		{
			"towns whose names are people's or words", "David flew to Nice and on to Van, Turkey; a Nice idea, said David of Independence Day.",
			[]string{"name Place/City Nice", "name Place/City Van"},
			[]string{"name Place/City David", "name Place/City Independence"},
		},
		{
			"states in short, only after a town", "He left Jackson, Miss., for Salem, OR, or Fresno, Calif., said Miss Ogden; it may be ill, or in.",
			[]string{"name Place/City Jackson", "name Place/City Salem", "name Place/Region Miss", "name Place/Region OR", "name Place/Region Calif"},
			nil,
		},
		{
			"one of many is described, not named", "Shells hit a Goma hospital on Monday.",
			[]string{"name Place/City Goma", "nominal Place/Site a Goma hospital"},
			nil,
		},
		{
			"an unknown site", "Warplanes bombed the Al-Xabar hospital on Thursday.",
			[]string{"name Place/Site Al-Xabar hospital"},
			nil,
		},
		{
			"a nationality with an organisation", "The Israeli military said it had struck Gaza.",
			[]string{"nominal Organisation/Military Israeli military", "name Place/Country Israeli"},
			nil,
		},
		{
			"a nationality in a hyphenated word", "The Saudi-led coalition bombed Saada.",
			[]string{"name Place/Country Saudi"},
			nil,
		},
		{
			"a country and what it has", "Rockets were fired at the U.S. Embassy in Baghdad.",
			[]string{"name Place/Site U.S. Embassy", "name Place/Country U.S."},
			nil,
		},
		{
			"units with ordinals", "The 24th Mechanized Brigade shelled Soledar.",
			[]string{"name Organisation/Military 24th Mechanized Brigade"},
			nil,
		},
		{
			"units in capitals", "TWO HELICOPTERS OF THE 159TH COMBAT AVIATION BRIGADE FIRED HELLFIRE MISSILES.",
			[]string{"name Organisation/Military 159TH COMBAT AVIATION BRIGADE", "name Weapon/Missile HELLFIRE MISSILES"},
			nil,
		},
		{
			"a head that comes first", "He met the commander of Task Force Xanthus at Camp Zeebrel.",
			[]string{"name Organisation/Military Task Force Xanthus", "name Place/Site Camp Zeebrel"},
			nil,
		},
		{
			"ships", "The INS Chennai freed the crew of the MV Lila.",
			[]string{"name Weapon/Ship INS Chennai", "name Weapon/Ship MV Lila"},
			[]string{"name Place/City Chennai"},
		},
		{
			"a plural noun before of is no name", "Fighters of the Xanthic National Army stormed the barracks.",
			[]string{"nominal Organisation/ArmedGroup Fighters", "name Organisation/Military Xanthic National Army"},
			nil,
		},
		{
			"organisations by their last word", "The Xanthic Relief Fund and the Daily Xanther Times were closed.",
			[]string{"name Organisation Xanthic Relief Fund", "name Organisation/Media Daily Xanther Times"},
			nil,
		},
		{
			"a possessive inside a name", "The People's Liberation Army tracked the ship.",
			[]string{"name Organisation/Military People's Liberation Army"},
			nil,
		},
		{
			"another name's possessive is none", "Two rockets were fired at Baghdad's Green Zone.",
			[]string{"name Place/City Baghdad", "name Place/Site Green Zone"},
			nil,
		},
		{
			"persons by apposition", "The president received Zarten Kaskell, envoy of the European Union.",
			[]string{"name Person Zarten Kaskell"},
			nil,
		},
		{
			"persons by kinship", "Police detained the wife of Zatib Jumsall on Monday.",
			[]string{"name Person Zatib Jumsall"},
			nil,
		},
		{
			"initials and nicknames", "Gen. Joseph L. Votel met Col. John \"Tex\" Xorrian.",
			[]string{"name Person Joseph L. Votel", "name Person John \"Tex\" Xorrian"},
			nil,
		},
		{
			"a title is no part of a name", "Israel killed Sheikh Ahmed Yassin in 2004.",
			[]string{"name Person Ahmed Yassin"},
			nil,
		},
		{
			"a weapon's type after its letters", "A J-16 fighter entered the zone near Taiwan.",
			[]string{"name Weapon/Aircraft J-16 fighter"},
			nil,
		},
		{
			"a weapon's short name", "A Lancet drone hit a truck. The firm that makes the Lancet was sanctioned.",
			[]string{"name Weapon/Drone Lancet drone", "name Weapon/Drone Lancet"},
			nil,
		},
		{
			"everyday words in capitals", "THE ARMY SAID IT IS NOT KNOWN WHO BLEW UP THE BRIDGE OR WHO HIT THE TRUCK.",
			[]string{"nominal Place/Site THE BRIDGE"},
			[]string{"name IS", "name UP", "name HIT"},
		},
		{
			"demonyms in the plural are people", "Two Iraqis were killed in Basra.",
			[]string{"nominal Person Two Iraqis"},
			[]string{"name Iraqis"},
		},
		{
			"acronyms in brackets take the long form's class", "The Xanthic Press Committee (XAPREC) blamed the rebels.",
			[]string{"name Organisation XAPREC"},
			nil,
		},
		{
			"brackets after what is no entity", "The Xanthic Trade Pact (XTP) was signed.", nil, []string{"name XTP"},
		},
		{
			"small words before a known name", "He was a member of al Qaeda in Iraq.",
			[]string{"name Organisation/ArmedGroup al Qaeda in Iraq"},
			nil,
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			got := found(mentions(t, c.text))
			for _, w := range c.want {
				if !slices.Contains(got, w) {
					t.Errorf("no %q in %q: %q", w, c.text, got)
				}
			}
			for _, n := range c.not {
				form, text, _ := strings.Cut(n, " ")
				if slices.ContainsFunc(got, func(g string) bool {
					_, rest, _ := strings.Cut(g, " ")
					_, rest, _ = strings.Cut(rest, " ")
					return g == n || strings.HasPrefix(g, form+" ") && rest == text
				}) {
					t.Errorf("%q found in %q: %q", n, c.text, got)
				}
			}
		})
	}
}

func TestNominals(t *testing.T) {
	for _, c := range []struct {
		about, text string
		want, not   []string
	}{
		{"a bare singular", "The two were taken hostage, and the use of force was ruled out.", nil, []string{"hostage", "force"}},
		{"a count of people", "The blast killed two guards and wounded five others.", []string{"two guards", "five others"}, nil},
		{"others without a number", "The others said nothing.", nil, []string{"The others"}},
		{"a quantity is no group", "A group of elders met the governor.", []string{"elders"}, []string{"A group"}},
		{"vague places", "Planes were seen over the area and in the countryside.", nil, []string{"the area", "the countryside"}},
		{"a noun that only qualifies", "The police station was closed.", []string{"The police station"}, []string{"The police"}},
		{"the owner of a weapon without its article", "The army jets hit a convoy.", []string{"army"}, []string{"The army"}},
		{"the kind of store is not the store", "Jets destroyed an ammunition depot near Soledar.", []string{"an ammunition depot"}, []string{"an ammunition"}},
		{"shot dead", "Troops shot dead two men at a roadblock.", []string{"two men"}, []string{"dead two men"}},
		{"at least", "The attack killed at least 21 people.", []string{"at least 21 people"}, []string{"21 people", "least 21 people"}},
		{"a plural that opens a sentence", "Gendarmes burned a dispensary. Drones struck a quay. Kenyan marines stormed a dhow. Junta envoys arrived in Jakarta.", []string{"Gendarmes", "Drones", "Kenyan marines", "Junta envoys"}, nil},
		{"people by their nation alone", "The skipper, a Yemeni, was stabbed. They freed a Tunisian and an Egyptian.", []string{"a Yemeni", "a Tunisian", "an Egyptian"}, nil},
		{"what says when", "Last month Indian commandos left. In 1987 gunmen shot him. On May 20 two warships came. For ten years rebels held it.", []string{"Indian commandos", "gunmen", "two warships", "rebels"}, nil},
		{"what stands before a day", "Rebels shot a corporal Friday. A mortar hit the consulate Tuesday near a bank.", []string{"a corporal", "the consulate", "a bank"}, nil},
		{"those to whom it was done", "Those killed included a cook. He was among the injured, officials said. Dozens of elderly people fled.", []string{"Those killed", "the injured", "elderly people"}, nil},
		{"men of a corps, two together", "Two Marines and a Navy SEAL freed an elderly couple. A couple of days later a U.S. Marine died.", []string{"Two Marines", "a Navy SEAL", "an elderly couple", "a U.S. Marine"}, []string{"A couple"}},
		{"one of a make", "They fled in a black Citroen. A Renault factory closed.", []string{"a black Citroen"}, []string{"A Renault"}},
		{"who bombs on foot, and what does from the air", "A bomber struck the market. The bomber flew over an airfield.", []string{"A bomber", "The bomber"}, nil},
		{"whose aircraft, by a hyphen", "Saudi-led coalition warplanes hit a dam. U.S.-led coalition jets bombed Hajin.", []string{"Saudi-led coalition warplanes", "U.S.-led coalition jets"}, nil},
		{"who leads or serves what a description names", "Adel Haddad, leader of the Iran-backed Hezbollah movement, met the chief of the JNIM rebel coalition. Troops shot an al-Qaida in Iraq leader.", []string{"leader of the Iran-backed Hezbollah movement", "the chief of the JNIM rebel coalition", "an al-Qaida in Iraq leader"}, nil},
		{"nobody's party, and bars", "Raiders with axes stormed a wedding party. A wounded hostage saw them behind bars.", []string{"axes", "a wedding party", "A wounded hostage"}, []string{"bars"}},
		{"a headline of capitals", "Sudan Army Retakes Radio Building From Rebels After Siege", []string{"Rebels"}, nil},
		{"nobody", "No group claimed the raid, and neither army crossed the river.", nil, []string{"No group", "neither army"}},
		{"the sort of a body", "A doctors' union praised the prosecutor's office.", []string{"A doctors' union", "the prosecutor's office"}, []string{"A doctors", "the prosecutor"}},
		{"what people are called", "He called the assailants terrorists.", []string{"the assailants", "terrorists"}, nil},
		{"part of a named body", "An al-Qaeda affiliate took the town. The wing of a house burned.", []string{"An al-Qaeda affiliate"}, []string{"The wing"}},
		{"mines that are dug", "They hid in an abandoned mine, and a lorry hit a mine.", []string{"an abandoned mine", "a mine"}, nil},
		{"what hides from radar", "The jet flew under the radar and hit a radar. They share radar pictures.", []string{"a radar"}, []string{"the radar", "radar"}},
		{"people by their lot", "Villagers carried the wounded to a clinic. The accused, a welder, denied it.", []string{"the wounded", "The accused", "a welder"}, nil},
		{"a body of many", "The police chief met Kenya's police spokesman.", []string{"Kenya's police"}, []string{"police"}},
	} {
		t.Run(c.about, func(t *testing.T) {
			d := mentions(t, c.text)
			got := map[string]bool{}
			for _, m := range d.Mentions {
				if m.Form == extract.Nominal {
					got[d.Slice(m.Span)] = true
				}
			}
			for _, w := range c.want {
				if !got[w] {
					t.Errorf("no %q in %q: %v", w, c.text, got)
				}
			}
			for _, n := range c.not {
				if got[n] {
					t.Errorf("%q found in %q", n, c.text)
				}
			}
		})
	}
}

func TestCapitals(t *testing.T) {
	for _, c := range []struct{ text, mention, want string }{
		{"Cairo denied the report.", "Cairo", "place/egypt"},
		{"The PKK accused Ankara of a strike.", "Ankara", "place/turkey"},
		{"Baku's claim was false.", "Baku", "place/azerbaijan"},
		{"Talks between Tehran and Washington resumed.", "Tehran", "place/iran"},
		{"Riyadh condemned the attack.", "Riyadh", "place/saudi-arabia"},
		{"Protesters gathered in Cairo.", "Cairo", "place/cairo"},
		{"Rockets hit Kyiv.", "Kyiv", "place/kyiv"},
		{"Drones attacked Moscow on Monday.", "Moscow", "place/moscow"},
		{"The police in Ankara arrested a man.", "Ankara", "place/ankara"},
	} {
		d := mentions(t, c.text)
		got := ""
		for _, m := range d.Mentions {
			if d.Slice(m.Span) == c.mention {
				got = m.Entity
			}
		}
		if got != c.want {
			t.Errorf("%q in %q is %q, want %q", c.mention, c.text, got, c.want)
		}
	}
}
