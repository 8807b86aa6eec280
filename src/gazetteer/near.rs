//! Points on the globe: how far apart they are, and the point some way off.

use std::f64::consts::FRAC_1_SQRT_2;

/// Degrees north and east, WGS 84.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl Point {
    /// The point in the middle of two, good for the short ways that news reports speak of.
    #[must_use]
    pub fn between(self, other: Point) -> Point {
        let mut east = other.lon - self.lon;
        if east > 180.0 {
            east -= 360.0;
        } else if east < -180.0 {
            east += 360.0;
        }
        Point { lat: f64::midpoint(self.lat, other.lat), lon: wrap(self.lon + east / 2.0) }
    }
}

/// Great-circle distance.
pub fn kilometres(a: Point, b: Point) -> f64 {
    let (lat1, lat2) = (a.lat.to_radians(), b.lat.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (b.lon - a.lon).to_radians());
    let h = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    12_742.0 * h.sqrt().min(1.0).asin()
}

/// The point so many kilometres off in a direction such as "north" or "south-west", in English or
/// French, folded; `None` where that is no direction.
pub fn offset(from: Point, km: f64, direction: &str) -> Option<Point> {
    let (north, east) = bearing(direction)?;
    let lat = (from.lat + north * km / 111.2).clamp(-90.0, 90.0);
    let shrink = from.lat.to_radians().cos().max(0.01);
    Some(Point { lat, lon: wrap(from.lon + east * km / (111.2 * shrink)) })
}

fn bearing(direction: &str) -> Option<(f64, f64)> {
    const D: f64 = FRAC_1_SQRT_2;
    let plain = direction.replace([' ', '-'], "");
    let plain = plain.strip_suffix("ern").unwrap_or(&plain);
    Some(match plain {
        "north" | "nord" => (1.0, 0.0),
        "south" | "sud" => (-1.0, 0.0),
        "east" | "est" => (0.0, 1.0),
        "west" | "ouest" => (0.0, -1.0),
        "northeast" | "nordest" => (D, D),
        "northwest" | "nordouest" => (D, -D),
        "southeast" | "sudest" => (-D, D),
        "southwest" | "sudouest" => (-D, -D),
        _ => return None,
    })
}

fn wrap(lon: f64) -> f64 {
    if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_way_off_is_that_far() {
        let niamey = Point { lat: 13.51, lon: 2.11 };
        for direction in ["north", "sud", "east", "west", "north-east", "sud-ouest", "southeastern"]
        {
            let there = offset(niamey, 60.0, direction).unwrap();
            assert!((kilometres(niamey, there) - 60.0).abs() < 0.5, "{direction}");
        }
        assert!(offset(niamey, 60.0, "upriver").is_none());
    }

    #[test]
    fn the_middle_crosses_the_date_line() {
        let middle = Point { lat: -17.0, lon: 179.0 }.between(Point { lat: -19.0, lon: -179.0 });
        assert!((middle.lat + 18.0).abs() < 1e-9 && middle.lon.abs() > 179.9);
    }
}
