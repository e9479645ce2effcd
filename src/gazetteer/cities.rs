//! Large cities: a sheet that names one is of its state.
//!
//! Left out are names that are also words, persons or well-known places elsewhere (Mobile, Orange, Lincoln,
//! Jackson, Austin, Columbia), and those that begin with the name of their state.

/// The cities that begin with this word, each with the postal codes of its states.
pub fn cities(word: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let first = |name: &'static str| name.split(' ').next().unwrap_or_default();
    let start = CITIES.partition_point(|(name, _)| first(name) < word);
    CITIES[start..].iter().copied().take_while(move |(name, _)| first(name) == word)
}

/// In the order of their bytes.
#[rustfmt::skip]
const CITIES: &[(&str, &str)] = &[
    ("Akron", "OH"), ("Albuquerque", "NM"), ("Alexandria", "VA"), ("Allentown", "PA"),
    ("Amarillo", "TX"), ("Anaheim", "CA"), ("Anchorage", "AK"), ("Ann Arbor", "MI"),
    ("Annapolis", "MD"), ("Arvada", "CO"), ("Asheville", "NC"), ("Atlanta", "GA"),
    ("Atlantic City", "NJ"), ("Bakersfield", "CA"), ("Baltimore", "MD"), ("Baton Rouge", "LA"),
    ("Bayamón", "PR"), ("Beaverton", "OR"), ("Bellevue", "WA"), ("Berkeley", "CA"), ("Biloxi", "MS"),
    ("Bismarck", "ND"), ("Boca Raton", "FL"), ("Boise", "ID"), ("Boston", "MA"), ("Bozeman", "MT"),
    ("Brockton", "MA"), ("Brooklyn Park", "MN"), ("Brownsville", "TX"), ("Cape Coral", "FL"),
    ("Carlsbad", "CA"), ("Carson City", "NV"), ("Cedar Rapids", "IA"), ("Charlotte Amalie", "VI"),
    ("Charlottesville", "VA"), ("Chattanooga", "TN"), ("Chicago", "IL"), ("Christiansted", "VI"),
    ("Chula Vista", "CA"), ("Cincinnati", "OH"), ("Clarksville", "TN"), ("Cleveland", "OH"),
    ("Coral Springs", "FL"), ("Corpus Christi", "TX"), ("Costa Mesa", "CA"), ("Dallas", "TX"),
    ("Daly City", "CA"), ("Dayton", "OH"), ("Dearborn", "MI"), ("Denver", "CO"), ("Des Moines", "IA"),
    ("Detroit", "MI"), ("Duluth", "MN"), ("Durham", "NC"), ("El Cajon", "CA"), ("El Paso", "TX"),
    ("Elk Grove", "CA"), ("Escondido", "CA"), ("Evansville", "IN"), ("Fairbanks", "AK"),
    ("Fargo", "ND"), ("Fayetteville", "AR NC"), ("Flagstaff", "AZ"), ("Fort Collins", "CO"),
    ("Fort Lauderdale", "FL"), ("Fort Myers", "FL"), ("Fort Smith", "AR"), ("Fort Wayne", "IN"),
    ("Fort Worth", "TX"), ("Frankfort", "KY"), ("Fresno", "CA"), ("Frisco", "TX"),
    ("Gaithersburg", "MD"), ("Galveston", "TX"), ("Garden Grove", "CA"), ("Grand Prairie", "TX"),
    ("Grand Rapids", "MI"), ("Greeley", "CO"), ("Green Bay", "WI"), ("Greensboro", "NC"),
    ("Gresham", "OR"), ("Gulfport", "MS"), ("Hagåtña", "GU"), ("Harrisburg", "PA"), ("Hartford", "CT"),
    ("Hattiesburg", "MS"), ("Hialeah", "FL"), ("Hillsboro", "OR"), ("Hilo", "HI"), ("Honolulu", "HI"),
    ("Houston", "TX"), ("Huntington Beach", "CA"), ("Huntsville", "AL"), ("Indianapolis", "IN"),
    ("Jacksonville", "FL"), ("Jefferson City", "MO"), ("Jersey City", "NJ"), ("Joliet", "IL"),
    ("Juneau", "AK"), ("Jurupa Valley", "CA"), ("Kalamazoo", "MI"), ("Kansas City", "KS MO"),
    ("Kenosha", "WI"), ("Killeen", "TX"), ("Knoxville", "TN"), ("Laramie", "WY"), ("Laredo", "TX"),
    ("Las Cruces", "NM"), ("Las Vegas", "NV"), ("Little Rock", "AR"), ("Livonia", "MI"),
    ("Long Beach", "CA"), ("Los Angeles", "CA"), ("Louisville", "KY"), ("Lubbock", "TX"),
    ("Lynchburg", "VA"), ("McAllen", "TX"), ("McKinney", "TX"), ("Memphis", "TN"),
    ("Metairie", "LA"), ("Miami", "FL"), ("Miami Gardens", "FL"), ("Milwaukee", "WI"),
    ("Minneapolis", "MN"), ("Miramar", "FL"), ("Missoula", "MT"), ("Modesto", "CA"),
    ("Montpelier", "VT"), ("Moreno Valley", "CA"), ("Morgantown", "WV"), ("Murfreesboro", "TN"),
    ("Murrieta", "CA"), ("Myrtle Beach", "SC"), ("Nampa", "ID"), ("Naperville", "IL"), ("Nashua", "NH"),
    ("Nashville", "TN"), ("New Bedford", "MA"), ("New Orleans", "LA"), ("Newark", "DE NJ"),
    ("Newport News", "VA"), ("North Charleston", "SC"), ("North Las Vegas", "NV"), ("Oakland", "CA"),
    ("Ogden", "UT"), ("Olathe", "KS"), ("Omaha", "NE"), ("Orem", "UT"), ("Orlando", "FL"),
    ("Oshkosh", "WI"), ("Overland Park", "KS"), ("Owensboro", "KY"), ("Oxnard", "CA"),
    ("Pago Pago", "AS"), ("Palm Bay", "FL"), ("Pawtucket", "RI"), ("Pembroke Pines", "FL"),
    ("Pensacola", "FL"), ("Philadelphia", "PA"), ("Phoenix", "AZ"), ("Pittsburgh", "PA"),
    ("Pocatello", "ID"), ("Pompano Beach", "FL"), ("Port St. Lucie", "FL"), ("Portland", "ME OR"),
    ("Provo", "UT"), ("Rancho Cucamonga", "CA"), ("Rapid City", "SD"), ("Reno", "NV"), ("Rialto", "CA"),
    ("Rio Rancho", "NM"), ("Roanoke", "VA"), ("Rockville", "MD"), ("Sacramento", "CA"),
    ("Saipan", "MP"), ("Salt Lake City", "UT"), ("San Antonio", "TX"), ("San Bernardino", "CA"),
    ("San Diego", "CA"), ("San Francisco", "CA"), ("San Jose", "CA"), ("San Mateo", "CA"),
    ("Sandy Springs", "GA"), ("Santa Ana", "CA"), ("Santa Clara", "CA"), ("Santa Clarita", "CA"),
    ("Santa Fe", "NM"), ("Santa Rosa", "CA"), ("Sarasota", "FL"), ("Scottsdale", "AZ"),
    ("Scranton", "PA"), ("Seattle", "WA"), ("Shreveport", "LA"), ("Simi Valley", "CA"),
    ("Sioux City", "IA"), ("Sioux Falls", "SD"), ("South Bend", "IN"), ("Spokane", "WA"),
    ("Spokane Valley", "WA"), ("St. Louis", "MO"), ("St. Paul", "MN"), ("St. Petersburg", "FL"),
    ("Stamford", "CT"), ("Sterling Heights", "MI"), ("Sunnyvale", "CA"), ("Syracuse", "NY"),
    ("Tacoma", "WA"), ("Tallahassee", "FL"), ("Tampa", "FL"), ("Temecula", "CA"), ("Tempe", "AZ"),
    ("Thousand Oaks", "CA"), ("Toledo", "OH"), ("Topeka", "KS"), ("Tucson", "AZ"), ("Tulsa", "OK"),
    ("Tuscaloosa", "AL"), ("Utica", "NY"), ("Vallejo", "CA"), ("Ventura", "CA"), ("Waco", "TX"),
    ("Waterbury", "CT"), ("Waukegan", "IL"), ("West Covina", "CA"), ("West Jordan", "UT"),
    ("West Palm Beach", "FL"), ("West Valley City", "UT"), ("Wichita", "KS"), ("Wichita Falls", "TX"),
    ("Winston-Salem", "NC"), ("Yonkers", "NY"), ("Youngstown", "OH"), ("Yuma", "AZ"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::Jurisdiction;

    #[test]
    fn cities_are_in_order_and_of_known_states() {
        let first = |name: &'static str| name.split(' ').next();
        assert!(CITIES.windows(2).all(|pair| first(pair[0].0) <= first(pair[1].0) && pair[0].0 != pair[1].0));
        for (city, codes) in CITIES {
            assert!(codes.split(' ').all(|code| Jurisdiction::coded(code).is_some()), "{city}");
            assert!(Jurisdiction::called(city).is_none(), "{city}");
        }
        assert_eq!(cities("Louisville").next(), Some(("Louisville", "KY")));
        assert_eq!(cities("San").count(), CITIES.iter().filter(|(name, _)| name.starts_with("San ")).count());
        assert_eq!(cities("Lincoln").next(), None);
    }
}
