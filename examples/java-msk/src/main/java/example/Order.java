package example;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;

/** A paid order, as the shop publishes it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Order(String id, String customer, BigDecimal total) {}
